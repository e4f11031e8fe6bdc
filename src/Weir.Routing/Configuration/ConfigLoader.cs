using System.Text;
using Weir.Catalog;

namespace Weir.Routing.Configuration;

/// <summary>Reads weir.yaml: text, substituted tree, shape, meaning. Says everything that is wrong at once.</summary>
public static class ConfigLoader
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file. A file that can't be read is a problem like any other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">The catalogue whose providers <c>type</c> may name.</param>
    /// <param name="environment">Reads a variable.</param>
    public static ConfigLoad Load(string path, IProviderCatalog catalog, Func<string, string?> environment)
    {
        var file = Path.GetFileName(path);
        try
        {
            var info = new FileInfo(path);
            if (info.Exists && info.Length > MaxBytes)
            {
                return Refused(file, "The file is larger than 1 MB.", "A configuration is much smaller: is this the right file?");
            }

            var text = Strict.GetString(File.ReadAllBytes(path));
            return Parse(text.TrimStart('\uFEFF'), file, Path.GetDirectoryName(Path.GetFullPath(path))!, catalog, environment);
        }
        catch (DecoderFallbackException)
        {
            return Refused(file, "The file is not UTF-8.", "Save it as UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refused(file, "The file can't be read.", "Check that it exists and that you may read it.");
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="baseDirectory">What relative paths in it are relative to.</param>
    /// <param name="catalog">The catalogue whose providers <c>type</c> may name.</param>
    /// <param name="environment">Reads a variable.</param>
    public static ConfigLoad Parse(string text, string file, string baseDirectory, IProviderCatalog catalog, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var problems = new ProblemList(file);
        var root = new YamlTree(new Substitution(baseDirectory, environment, problems), problems).Read(text);
        if (root is null or ScalarNode { IsNull: true })
        {
            return new ConfigLoad(problems.HasErrors ? null : WeirConfig.Empty, problems.InOrder);
        }

        if (root is not MapNode map)
        {
            problems.Error(root, "", "The file must be a mapping (key: value).", "Begin with \"version: 2\".");
            return new ConfigLoad(null, problems.InOrder);
        }

        if (!CheckVersion(map, problems))
        {
            return new ConfigLoad(null, problems.InOrder);
        }

        new ShapeCheck(problems).Check(map, ConfigShape.Root, "");
        var config = problems.HasErrors ? null : new ConfigReader(file, baseDirectory).Read(map);
        new MeaningCheck(catalog, problems).Check(map);
        return new ConfigLoad(problems.HasErrors ? null : config, problems.InOrder);
    }

    private static bool CheckVersion(MapNode map, ProblemList problems)
    {
        if (map["version"] is ScalarNode version)
        {
            if (version.Value == "2")
            {
                return true;
            }

            problems.Error(version, "version", $"Version {version.Value} is not one that this Weir reads.", version.Value == "1" ? "Run `weir config migrate` to bring the file to version 2." : "It reads version 2.");
            return false;
        }

        problems.Error(map, "version", "The file names no version, so it is taken for the old version 1.", "Run `weir config migrate` to bring it to version 2, or begin it with \"version: 2\".");
        return false;
    }

    private static ConfigLoad Refused(string file, string message, string suggestion) =>
        new(null, [new ConfigProblem(ConfigSeverity.Error, file, 0, 0, "", message, suggestion)]);
}
