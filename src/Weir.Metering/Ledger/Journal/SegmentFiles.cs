using System.Globalization;

namespace Weir.Metering.Ledger.Journal;

/// <summary>Names and places of the journal's segments: <c>ledger-000001.wlj</c> and on.</summary>
internal sealed class SegmentFiles(string folder)
{
    private const string Prefix = "ledger-";
    private const string Extension = ".wlj";

    public string Folder => folder;

    public string PathOf(long number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D6}{Extension}"));

    /// <summary>Numbers of the segments that are there, ascending.</summary>
    public IReadOnlyList<long> List() =>
        [.. Directory.EnumerateFiles(folder, Prefix + "*" + Extension).Select(Number).Where(number => number > 0).Order()];

    /// <summary>Keeps a damaged segment under another name, so that nothing is thrown away that a person could still read.</summary>
    /// <returns>Where it is now.</returns>
    public string SetAside(long number)
    {
        var path = PathOf(number) + ".damaged";
        File.Move(PathOf(number), path, overwrite: true);
        return path;
    }

    private static long Number(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path.AsSpan());
        return long.TryParse(name[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
