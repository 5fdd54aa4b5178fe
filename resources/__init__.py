"""Icons, themes, translations and the demo cinema, installed as `boxoffice_resources`."""
