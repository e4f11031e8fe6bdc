using System.Text.Json;

namespace Weir.Dialects.Conversations.Tools;

/// <summary>Something that the model may call. The kinds are the types of this file, and no others.</summary>
public abstract record Tool
{
    private protected Tool()
    {
    }

    /// <summary>A cache mark behind this tool.</summary>
    public CacheMark? Cache { get; init; }

    public Extras Extras { get; init; } = Extras.None;
}

/// <summary>A function of the client's.</summary>
/// <param name="Name">Its name; one that stands in a namespace (Responses) has both in it.</param>
public sealed record FunctionTool(string Name) : Tool
{
    public string? Description { get; init; }

    /// <summary>The JSON schema of the arguments; null takes none. Written as it came, so that prompt caches hit.</summary>
    public JsonElement? Parameters { get; init; }

    public bool? Strict { get; init; }
}

/// <summary>A tool of the client's whose input is plain text (Responses). Elsewhere it is a function with one text argument, <c>input</c>.</summary>
public sealed record CustomTool(string Name) : Tool
{
    public string? Description { get; init; }

    /// <summary>The grammar of the input, in Responses' own form.</summary>
    public JsonElement? Format { get; init; }
}

/// <summary>A tool that the provider runs, or whose form only one dialect knows.</summary>
/// <param name="Dialect">The dialect it came from.</param>
/// <param name="Type">The dialect's word for its kind (<c>web_search_20250305</c>, <c>code_interpreter</c>, <c>googleSearch</c>).</param>
/// <param name="Json">The whole tool as it came. Owns its memory.</param>
public sealed record ServerTool(string Dialect, string Type, JsonElement Json) : Tool;
