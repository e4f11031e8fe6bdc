using System.Text.RegularExpressions;

namespace Weir.Architecture.Tests;

/// <summary>Rules of the house that a glance at the files can hold.</summary>
public sealed partial class HouseTests
{
    private static readonly string[] SignsOfAMissingNoun = ["Helpers", "Utils", "Interfaces", "Common", "Misc", "Extensions"];

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
            {
                folder = folder.Parent;
            }

            return folder!.FullName;
        }
    }

    [Fact]
    public void FoldersAreNamedForFeatures() =>
        Assert.DoesNotContain(OwnFolders(), static folder => SignsOfAMissingNoun.Contains(Path.GetFileName(folder)));

    [Fact]
    public void SourceFilesStayShort()
    {
        var tooLong = Sources().Where(static file => File.ReadLines(file).Count() > 400);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void EveryPackageEarnsItsPlace()
    {
        var earned = File.ReadAllText(Path.Combine(Root, "docs", "dependencies.md"));
        var packages = PackageVersion().Matches(File.ReadAllText(Path.Combine(Root, "Directory.Packages.props"))).Select(static match => match.Groups[1].Value);
        Assert.All(packages, package => Assert.Contains($"`{package}`", earned, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sources() => OwnFolders().SelectMany(static folder => Directory.EnumerateFiles(folder, "*.cs"));

    /// <summary>Not those that npm unpacks for the console.</summary>
    private static IEnumerable<string> OwnFolders() => Directory.EnumerateDirectories(Path.Combine(Root, "src"), "*", SearchOption.AllDirectories)
        .Where(static folder => !folder.Contains("node_modules", StringComparison.Ordinal));

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\"")]
    private static partial Regex PackageVersion();
}
