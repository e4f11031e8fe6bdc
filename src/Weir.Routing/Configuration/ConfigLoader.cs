using System.Globalization;
using System.Security;
using System.Text;
using Weir.Catalog;
using Weir.Routing.Configuration.Building;
using Weir.Routing.Configuration.Keys;
using Weir.Routing.Configuration.Migration;
using Weir.Routing.Configuration.Values;
using Weir.Routing.Configuration.Yaml;

namespace Weir.Routing.Configuration;

/// <summary>Reads and checks weir.yaml, version 2, and version 1 as if it were one. Bad input gives problems, all at once, never an exception.</summary>
public static class ConfigLoader
{
    /// <summary>Largest file that is read, in bytes of UTF-8.</summary>
    public const int LargestFile = 1024 * 1024;

    /// <summary>Reads a file; the files it names are relative to its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">The catalogue without the file's own changes.</param>
    /// <param name="environment">Value of a variable; null when it isn't set.</param>
    public static ConfigLoad Load(string path, IProviderCatalog catalog, Func<string, string?> environment)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var problems = new ProblemList(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > LargestFile)
            {
                return TooLarge(problems);
            }

            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var content = bytes.ToArray();
            return Decode(content, problems) is { } text
                ? Parse(text, path, Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".", catalog, environment)
                : new ConfigLoad(null, problems.InFileOrder());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException)
        {
            var reason = failure is FileNotFoundException or DirectoryNotFoundException ? "the file is not there." : "the file can't be read.";
            problems.Error(0, 0, "", reason, "Check the path, and that Weir may read it.");
            return new ConfigLoad(null, problems.InFileOrder());
        }
    }

    /// <summary>Reads the text of a file. An empty text is <see cref="WeirConfig.Empty"/>.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">Name of the file, for messages.</param>
    /// <param name="baseDirectory">Folder that the files named in it are relative to.</param>
    /// <param name="catalog">The catalogue without the file's own changes.</param>
    /// <param name="environment">Value of a variable; null when it isn't set.</param>
    public static ConfigLoad Parse(string text, string file, string baseDirectory, IProviderCatalog catalog, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(environment);
        var problems = new ProblemList(file);
        if (Encoding.UTF8.GetByteCount(text) > LargestFile)
        {
            return TooLarge(problems);
        }

        var root = new YamlReader(problems).Read(text.TrimStart('\uFEFF'));
        var written = root is null or { IsNull: true } ? [] : WrittenValue.Of(root);
        if (root is null or { IsNull: true } || !CheckVersion(root, problems))
        {
            return problems.HasErrors ? new ConfigLoad(null, problems.InFileOrder()) { Written = written } : new ConfigLoad(WeirConfig.Empty, problems.InFileOrder());
        }

        var context = new LoadContext(problems, file, baseDirectory, catalog, environment);
        var config = new BlockReader(context).Read(root, KeyTable.Root) is { } block ? new ConfigBuilder(context).Build(block) : null;
        return new ConfigLoad(problems.HasErrors || config is null ? null : config with { Written = written }, problems.InFileOrder()) { Written = written };
    }

    /// <summary>Whether the rest can be judged by this version's rules.</summary>
    private static bool CheckVersion(ConfigNode root, ProblemList problems)
    {
        if (root.Kind != NodeKind.Mapping)
        {
            problems.Error(root, "the file must be a mapping of keys.", "Start with 'version: 2'.");
            return false;
        }

        if (root.Entries.Count == 0)
        {
            return false;
        }

        if (VersionOne.Is(root))
        {
            problems.Warning(VersionOne.Upgrade(root), "this is a file of version 1: it is read as if it were of version 2.", "Run 'weir config migrate' to make a version 2 of it.");
            return true;
        }

        var version = root.Entries.Find(static entry => entry.Key.Text == VersionOne.Key).Value;
        if (version.Kind == NodeKind.Scalar && version.Text == KeyTable.Version.ToString(CultureInfo.InvariantCulture))
        {
            return true;
        }

        problems.Error(version, version.Kind == NodeKind.Scalar ? $"version {Quote.Of(version.Text)} is not read." : "the version is a number.", "This Weir reads version 2; a newer file needs a newer Weir.");
        return false;
    }

    private static string? Decode(byte[] content, ProblemList problems)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException failure)
        {
            var before = content.AsSpan(0, Math.Clamp(failure.Index, 0, content.Length));
            var line = before.Count((byte)'\n') + 1;
            var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            problems.Error(line, column, "", "not UTF-8.", "Save the file as UTF-8.");
            return null;
        }
    }

    private static ConfigLoad TooLarge(ProblemList problems)
    {
        problems.Error(0, 0, "", "the file is larger than 1 MB.", "A configuration is a few KB; check that this is the right file.");
        return new ConfigLoad(null, problems.InFileOrder());
    }
}
