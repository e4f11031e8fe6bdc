namespace Weir.Catalog.Sync.OpenCode;

/// <summary>Finds source files of a checkout by path or, when they have moved, by a word in them.</summary>
internal sealed class SourceFiles(string root, List<string> notes)
{
    /// <summary>Sources are small; what is larger is generated.</summary>
    private const long LargestFile = 1 << 20;

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <param name="path">Where the file was last seen, below the root.</param>
    /// <param name="marker">A word that only this file has.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The file and where it is; null, with a note, when there is none.</returns>
    public async Task<(TypeScriptText Text, string Path)?> FindAsync(string path, string marker, CancellationToken cancellationToken)
    {
        if (await ReadAsync(Path.Combine(root, path), marker, cancellationToken) is { } expected)
        {
            return (expected, path);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "packages"), "*.ts", Everywhere).Where(IsSource).Order(StringComparer.Ordinal))
        {
            if (await ReadAsync(file, marker, cancellationToken) is { } moved)
            {
                var found = Path.GetRelativePath(root, file).Replace('\\', '/');
                notes.Add($"OpenCode: {path} has moved; {found} was read instead.");
                return (moved, found);
            }
        }

        notes.Add($"OpenCode: {path} was not found, nor '{marker}' elsewhere; the last known values are kept.");
        return null;
    }

    private static bool IsSource(string path)
    {
        var parts = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return !parts.Contains("node_modules") && !parts.Contains("test") && !path.EndsWith(".test.ts", StringComparison.Ordinal);
    }

    private static async Task<TypeScriptText?> ReadAsync(string file, string marker, CancellationToken cancellationToken)
    {
        var info = new FileInfo(file);
        if (!info.Exists || info.Length > LargestFile)
        {
            return null;
        }

        var text = new TypeScriptText(await File.ReadAllTextAsync(file, cancellationToken));
        return text.Contains(marker) ? text : null;
    }
}
