"""Names that the news give to something else than the places that GeoNames has under them. Read by ``build_places``."""

BARRED = frozenset(
    {
        # Seats of power, which name those who sit there.
        *("White House", "Maison Blanche", "Weißes Haus", "Casa Branca", "Élysée", "Palais Bourbon", "Capitol Hill"),
        *("Matignon", "Beauvau", "Bercy", "Kremlin", "Pentagon", "Pentagone", "Capitol", "Capitole", "Downing Street"),
        # Quarters of the sky and the parts of any country: regions of Cameroon, Haiti, Rwanda bear these names.
        *("North", "South", "East", "West", "Nord", "Sud", "Est", "Ouest", "Norte", "Sur", "Sul", "Este", "Oeste"),
        *("Northern", "Southern", "Eastern", "Western", "Central", "Centre", "Center", "Centro", "Littoral"),
        *("North West", "North East", "South West", "South East", "Nord-Ouest", "Nord-Est", "Sud-Ouest", "Sud-Est"),
        # Seas that GeoNames has under other names, or under none that is sure.
        *("Golfe", "Gulf", "Golfo", "Manche", "La Manche"),
        # Heavenly bodies, and the probe that circles one.
        *("Mercury", "Mercure", "Venus", "Vénus", "Mars", "Jupiter", "Saturn", "Saturne", "Neptune", "Pluto", "Juno"),
        # Regions that no administration has, and GeoNames in none of our sources.
        *("New England", "Nouvelle-Angleterre"),
        # Halves of a city, which villages elsewhere are called.
        *("East Berlin", "West Berlin", "Berlin-Est", "Berlin-Ouest"),
        # Football clubs first.
        *("Benfica", "Arsenal"),
        # What a place is, and not which: the rest of a name that was cut in two.
        *("Town", "City", "Village", "Port", "Ville", "Island", "Islands", "County", "Province", "State", "Valley"),
        # Ordinary words.
        *("Union", "Republic", "Commonwealth", "Trinity", "German", "Earth", "Republica", "Libertad", "Independence"),
    }
)
