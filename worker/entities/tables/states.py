"""States and provinces by the abbreviations of datelines and addresses (Associated Press, Canadian Press). Read by ``build_places``."""

REGIONS = {
    **{f"US.{code}": (name,) for code, name in (
        ("AL", "Ala."), ("AZ", "Ariz."), ("AR", "Ark."), ("CA", "Calif."), ("CO", "Colo."), ("CT", "Conn."),
        ("DE", "Del."), ("FL", "Fla."), ("IL", "Ill."), ("IN", "Ind."), ("KS", "Kan."), ("KY", "Ky."),
        ("MD", "Md."), ("MA", "Mass."), ("MI", "Mich."), ("MN", "Minn."), ("MS", "Miss."), ("MO", "Mo."),
        ("MT", "Mont."), ("NE", "Neb."), ("NV", "Nev."), ("NH", "N.H."), ("NJ", "N.J."), ("NM", "N.M."),
        ("NY", "N.Y."), ("NC", "N.C."), ("ND", "N.D."), ("OK", "Okla."), ("OR", "Ore."), ("PA", "Pa."),
        ("RI", "R.I."), ("SC", "S.C."), ("SD", "S.D."), ("TN", "Tenn."), ("TX", "Tex."), ("VT", "Vt."),
        ("VA", "Va."), ("WA", "Wash."), ("WV", "W.Va."), ("WI", "Wis."), ("WY", "Wyo."),
    )},
    "CA.01": ("Alta.",), "CA.02": ("B.C.",), "CA.03": ("Man.",), "CA.04": ("N.B.",), "CA.05": ("N.L.", "Nfld."),
    "CA.07": ("N.S.",), "CA.08": ("Ont.",), "CA.09": ("P.E.I.",), "CA.10": ("Que.",), "CA.11": ("Sask.",),
}  # fmt: skip
