using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Weir.Console;

/// <summary>The built app's files, as they stand in this assembly.</summary>
internal sealed class ConsoleFiles
{
    private const string Prefix = "console/";
    private const string IndexName = "index.html";
    private const string Brotli = ".br";

    private readonly FrozenDictionary<string, ConsoleFile> _files;

    private ConsoleFiles(FrozenDictionary<string, ConsoleFile> files, string? index)
    {
        _files = files;
        Index = index;
    }

    /// <summary>The app's one page, with <see cref="Page.NoncePlace"/> where the nonce goes; null when the app was not built.</summary>
    public string? Index { get; }

    public static ConsoleFiles Embedded()
    {
        var assembly = typeof(ConsoleFiles).Assembly;
        var all = assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(static name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
        var files = all
            .Where(static file => file.Key != IndexName && !file.Key.EndsWith(Brotli, StringComparison.Ordinal))
            .ToFrozenDictionary(static file => file.Key, file => new ConsoleFile(file.Key, file.Value, all.GetValueOrDefault(file.Key + Brotli)), StringComparer.Ordinal);
        return new ConsoleFiles(files, all.TryGetValue(IndexName, out var index) ? Encoding.UTF8.GetString(index) : null);
    }

    /// <summary>A file other than the page; null when there is none of this path.</summary>
    public ConsoleFile? Find(string path) => _files.GetValueOrDefault(path);

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
