namespace Weir.Routing.Configuration.Keys;

/// <summary>What a key of weir.yaml takes.</summary>
internal enum ValueKind
{
    Unknown = 0,
    Text,

    /// <summary>A text without slash and white space.</summary>
    Name,

    /// <summary>A text that no message shows.</summary>
    Secret,
    Url,

    /// <summary>A URL whose <c>${VAR}</c> parts stay when the variable isn't set: each connection fills them.</summary>
    UrlTemplate,
    Integer,
    Number,
    Boolean,

    /// <summary>500ms, 10s, 5m, 1h.</summary>
    Duration,
    TextList,
    TextMap,
    IntegerList,

    /// <summary>Whole numbers under names of the user's choice.</summary>
    IntegerMap,
    Block,
    BlockList,

    /// <summary>Blocks under names of the user's choice.</summary>
    BlockMap,
}
