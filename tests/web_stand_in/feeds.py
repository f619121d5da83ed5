"""Feeds of the invented press, well made and not."""

from collections.abc import Sequence
from html import escape


def rss(items: Sequence[str], *, head: str = "", title: str = "The Tarnby Post") -> str:
    """An RSS feed of some items."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        f"<channel><title>{title}</title><link>https://tarnby.example/</link>{head}"
        + "".join(items)
        + "</channel></rss>"
    )


def item(
    title: str,
    link: str = "",
    *,
    guid: str = "",
    text: str = "",
    date: str = "Tue, 04 Mar 2031 09:20:00 GMT",
    more: str = "",
) -> str:
    """An item; what is left empty is left out."""
    parts = {"title": title, "link": link, "guid": guid, "description": text, "pubDate": date}
    marked = {"guid": ' isPermaLink="false"'}
    fields = "".join(
        f"<{name}{marked.get(name, '')}>{escape(value)}</{name}>"
        for name, value in parts.items()
        if value
    )
    return f"<item>{fields}{more}</item>"


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom">
<title type="html">Tarnby &amp;amp; isles</title>
<link rel="self" href="https://tarnby.example/atom"/>
<entry><id>tag:tarnby.example,2031:1</id><title>Ferry <b>sold</b></title>
<link rel="edit" href="https://tarnby.example/edit/1"/><link href="/ferry?utm_source=atom"/>
<summary type="html">&lt;p&gt;The council sold &lt;i&gt;it&lt;/i&gt;.&lt;/p&gt;</summary>
<category term="Harbour"/></entry>
<entry><id>https://tarnby.example/pier</id><title>Pier shut</title><updated>2031-03-04</updated>
<content type="html">&lt;p&gt;The pier is shut until May, the mayor said.&lt;/p&gt;</content>
</entry>
</feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://tarnby.example/"><title>Old Tarnby
</title></channel><item rdf:about="https://tarnby.example/eel"><title>Eel stolen</title>
<link>https://tarnby.example/eel</link><description>An eel.</description></item></rdf:RDF>"""
