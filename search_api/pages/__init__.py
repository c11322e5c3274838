"""The pages for people: complete without JavaScript, in Turkish at ``/`` and in English under ``/en/``."""
