using Weir.Metering.Ledger.Folding;
using Weir.Metering.Ledger.Journal;
using Weir.Storage;

namespace Weir.Metering.Ledger;

/// <summary>Lets a command see what a killed gateway left in its journal.</summary>
public sealed class LedgerRecovery
{
    private readonly SegmentFiles _files;
    private readonly JournalFold _fold;

    internal LedgerRecovery(SegmentFiles files, JournalFold fold)
    {
        _files = files;
        _fold = fold;
    }

    /// <summary>
    /// Folds what is left in the journal into the database, which must be migrated.
    /// </summary>
    /// <returns>How many records there were; null when a gateway runs on the data folder and does it itself.</returns>
    /// <exception cref="StorageException">The database or the journal can't be used.</exception>
    public async Task<int?> TryFoldAsync(CancellationToken cancellationToken)
    {
        using var taken = JournalLock.TryTake(_files.Folder);
        return taken is null ? null : await _fold.FoldAsync(end: null, cancellationToken);
    }
}
