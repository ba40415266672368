"""How desks sign inside a story's last line, in plain typography: labels before names, initials before agencies."""

# Before a colon and a name: "Author: Ann Lee", "Interview: Ann Lee". Seen at Deutsche Welle; the others are its sisters.
CREDIT_LABELS = (
    *("Author", "Authors", "Editor", "Editors", "Editing", "Interview", "Interviewer", "Reporter", "Reporters"),
    *("Report", "Reporting", "Text", "Writer", "Writing", "Translation", "Translator", "Adaptation"),
    *("Auteur", "Auteurs", "Rédaction", "Autor", "Autorin", "Redaktion", "Redakteur", "Redakteurin"),
)
