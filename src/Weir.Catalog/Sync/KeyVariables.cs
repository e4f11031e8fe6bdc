namespace Weir.Catalog.Sync;

/// <summary>Tells variables that hold a key from variables that hold a setting.</summary>
internal static class KeyVariables
{
    private static readonly string[] KeyWords = ["KEY", "TOKEN", "PAT"];

    /// <summary>
    /// The variables that hold a key, in the order given. A provider's only variable is its key; of several, those whose last word
    /// says key, token or PAT and that are no part of an address.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> variables, string? baseUrl) =>
        variables.Count <= 1 ? variables : [.. variables.Where(name => NamesKey(name) && !BaseUrls.Mentions(baseUrl, name))];

    private static bool NamesKey(string name) =>
        KeyWords.Contains(name[(name.LastIndexOf('_') + 1)..], StringComparer.OrdinalIgnoreCase);
}
