using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.OpenAiResponses;

/// <summary>
/// The names by which the tools of namespaces go where there are no namespaces: <c>agents__close</c>. Each is unlike every other name of the request, and one that all vendors take. They
/// follow from the list of tools alone, so that they stay the same from turn to turn.
/// </summary>
internal sealed class ToolNames
{
    /// <summary>The longest name that all vendors take.</summary>
    private const int Longest = 64;

    private readonly Dictionary<(string Space, string Name), string> _names = [];

    private ToolNames()
    {
    }

    /// <summary>The names where no list of tools is known, as in an answer.</summary>
    public static ToolNames None { get; } = new();

    /// <summary>The names of a request's tools.</summary>
    /// <param name="tools">The request's <c>tools</c>; anything but a list has none.</param>
    public static ToolNames Of(JsonElement tools)
    {
        var names = new ToolNames();
        var taken = tools.Items().Where(IsClients).Select(static tool => tool.String("name") ?? "").ToHashSet(StringComparer.Ordinal);
        foreach (var space in tools.Items().Where(static tool => tool.String("type") == "namespace"))
        {
            foreach (var tool in space.Member("tools").Items().Where(IsClients))
            {
                if (space.String("name") is { } spaceName && tool.String("name") is { } name && !names._names.ContainsKey((spaceName, name)))
                {
                    names._names[(spaceName, name)] = Free(Usual(spaceName, name), taken);
                }
            }
        }

        return names;
    }

    /// <summary>The name of a tool elsewhere; its own where it stands in no namespace.</summary>
    public string Full(string? space, string name) => space is null ? name : _names.TryGetValue((space, name), out var known) ? known : Usual(space, name);

    /// <summary>True for the tools that the client runs itself.</summary>
    public static bool IsClients(JsonElement tool) => tool.String("type") is "function" or "custom";

    private static string Usual(string space, string name)
    {
        var full = string.Concat($"{space}__{name}".Select(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        return full.Length <= Longest ? full : Ending(full, "_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{space}\n{name}")).AsSpan(0, 4)));
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var i = 2; !taken.Add(free); i++)
        {
            free = Ending(name, string.Create(CultureInfo.InvariantCulture, $"_{i}"));
        }

        return free;
    }

    private static string Ending(string name, string end) => name[..Math.Min(name.Length, Longest - end.Length)] + end;
}
