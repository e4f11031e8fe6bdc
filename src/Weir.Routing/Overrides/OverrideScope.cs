namespace Weir.Routing.Overrides;

/// <summary>Whose requests an override changes. A later value goes before an earlier one.</summary>
public enum OverrideScope
{
    Unknown = 0,

    /// <summary>Everybody's.</summary>
    Gateway,

    /// <summary>Those of one client key.</summary>
    Key,

    /// <summary>Those of one conversation, as the client names it.</summary>
    Conversation,
}

/// <summary>The words of the table and the admin API.</summary>
public static class OverrideScopes
{
    /// <summary>The word of a scope.</summary>
    public static string Word(this OverrideScope scope) => scope switch
    {
        OverrideScope.Gateway => "gateway",
        OverrideScope.Key => "key",
        OverrideScope.Conversation => "conversation",
        _ => "unknown",
    };

    /// <summary>The scope of a word; unknown for any other.</summary>
    public static OverrideScope Parse(string? word) => word switch
    {
        "gateway" => OverrideScope.Gateway,
        "key" => OverrideScope.Key,
        "conversation" => OverrideScope.Conversation,
        _ => OverrideScope.Unknown,
    };
}
