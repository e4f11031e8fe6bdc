using Weir.Catalog;

namespace Weir.Routing.Configuration;

/// <summary>What the parts of one load share.</summary>
internal sealed record LoadContext(ProblemList Problems, string File, string BaseDirectory, IProviderCatalog Catalog, Func<string, string?> Environment)
{
    /// <summary>True when texts stand for themselves: nothing is filled in, whatever they look like.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>A line of the file as people see it, e.g. <c>weir.yaml:3</c>.</summary>
    public string Place(int line) => $"{Path.GetFileName(File)}:{line}";

    /// <summary>Absolute path of a file named in weir.yaml: relative to it, or to the home directory with <c>~/</c>.</summary>
    public string Absolute(string path)
    {
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            var home = Environment("HOME") is { Length: > 0 } given ? given : System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);
            return Path.GetFullPath(Path.Combine(home, path.Length > 2 ? path[2..] : ""));
        }

        return Path.GetFullPath(Path.Combine(Path.GetFullPath(BaseDirectory), path));
    }
}
