using System.Globalization;

namespace Weir.Acceptance.Tests.Money;

/// <summary>A journal that nothing more can be written to, as on a disk that is full: root may write everywhere, so rights would not do.</summary>
internal static class LostJournal
{
    /// <summary>Takes the journal's file away, and the place of the next one. The gateway sees it when it folds what it wrote there.</summary>
    public static void Block(string dataFolder)
    {
        var journal = Path.Combine(dataFolder, "journal");
        var last = Directory.GetFiles(journal, "*.wlj").Order(StringComparer.Ordinal).Last();
        var number = int.Parse(Path.GetFileNameWithoutExtension(last)["ledger-".Length..], CultureInfo.InvariantCulture);
        Directory.CreateDirectory(Path.Combine(journal, string.Create(CultureInfo.InvariantCulture, $"ledger-{number + 1:D6}.wlj")));
        File.Delete(last);
    }
}
