namespace Weir.Catalog;

/// <summary>Brings base URLs into the one form the catalogue keeps: no slash and no endpoint's path at the end.</summary>
internal static class BaseUrls
{
    private const string ChatPath = "/chat/completions";

    public static string? Clean(string? url)
    {
        if (string.IsNullOrWhiteSpace(url))
        {
            return null;
        }

        var clean = url.Trim().TrimEnd('/');
        return clean.EndsWith(ChatPath, StringComparison.OrdinalIgnoreCase) ? clean[..^ChatPath.Length].TrimEnd('/') : clean;
    }

    /// <summary>True when the URL has a <c>${name}</c> part.</summary>
    public static bool Mentions(string? url, string name) =>
        url?.Contains("${" + name + "}", StringComparison.Ordinal) ?? false;
}
