/// The names that make a tag HTML's.
enum HTMLNames {
    /// Longer names belong to no element and no bare attribute.
    static let longest = 64

    /// Elements of HTML 4, of the WHATWG standard, and the old ones that pages still carry.
    static let elements = Set(
        """
        a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br \
        button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog \
        dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head \
        header hgroup hr html i iframe img input ins isindex kbd keygen label legend li link main map mark marquee \
        menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p param picture \
        plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small source span strike \
        strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul \
        var video wbr xmp
        """.split(separator: " ").map(String.init))

    /// Attributes that stand without a value.
    static let bareAttributes = Set(
        """
        allowfullscreen async autofocus autoplay checked compact controls declare default defer disabled download \
        formnovalidate hidden inert ismap itemscope loop multiple muted nohref nomodule noresize noshade novalidate \
        nowrap open playsinline readonly required reversed selected
        """.split(separator: " ").map(String.init))

    /// Elements that part the texts beside them.
    static let separators = Set(
        """
        address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption \
        figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe isindex legend li main \
        menu nav noframes ol optgroup option p pre search section select summary table tbody td template textarea \
        tfoot th thead title tr ul video xmp
        """.split(separator: " ").map(String.init))

    /// Elements whose content is no text.
    static let silent: Set<String> = ["script", "style"]
}
