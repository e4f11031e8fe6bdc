namespace Weir.Catalog.Sync.OpenCode;

/// <summary>Asks a plugin's source for values and notes by name what it hasn't got; the last known value then stays.</summary>
internal sealed class PluginFacts(TypeScriptText source, string path, List<string> notes)
{
    public TypeScriptText Source => source;

    public string Constant(string name, string last) => source.Constant(name) ?? Missing(name, last);

    public string Scope(string last) => source.Property("scope") ?? Missing("scope", last);

    public IReadOnlyList<string> List(string name, IReadOnlyList<string> last) =>
        source.List(name) is { } found ? [.. found.Order(StringComparer.Ordinal)] : Missing(name, last);

    /// <summary>A list that need not be there: absent is empty.</summary>
    public IReadOnlyList<string> OptionalList(string name) => [.. (source.List(name) ?? []).Order(StringComparer.Ordinal)];

    /// <summary>The loopback address with the port that a constant names.</summary>
    public string? Redirect(string portName, string? last)
    {
        if (last is null)
        {
            return null;
        }

        return source.Number(portName) is { } port ? new UriBuilder(last) { Port = port }.Uri.ToString() : Missing(portName, last);
    }

    public T Missing<T>(string name, T last)
    {
        notes.Add($"OpenCode: {name} was not found in {path}; the last known value is kept.");
        return last;
    }
}
