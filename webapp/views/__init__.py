"""The addresses of the site: each view fills one page and hands it to its template."""
