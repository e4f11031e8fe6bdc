using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Budgets.Booking.Own;
using Weir.Metering.Ledger.Journal;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Ledger.Folding;

/// <summary>
/// Brings the journal's records into the database, in order. The position moves in the transaction that adds the rows, so that a crash at
/// any moment repeats nothing and leaves nothing out. Not for concurrent use.
/// </summary>
internal sealed partial class JournalFold(SegmentFiles files, Database database, ILogger<JournalFold> logger)
{
    // Bounds how long the database's write lock is held, and how far the write-ahead log grows.
    private const int RecordsPerTransaction = 5_000;

    /// <summary>Up to where the journal is in the database.</summary>
    public async Task<JournalPosition> PositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await PositionAsync(connection);
    }

    /// <summary>Folds everything up to <paramref name="end"/>; null folds all segments, which nobody may be writing to.</summary>
    /// <returns>How many records it found.</returns>
    /// <exception cref="StorageException">The database or the journal can't be used; what is not folded stays in the journal.</exception>
    public async Task<int> FoldAsync(JournalPosition? end, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            return await FoldAsync(connection, end, cancellationToken);
        }
        catch (SqliteException e)
        {
            throw database.Explain(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The ledger's journal in '{files.Folder}' can't be read: {e.Message}", "Check the disk and who owns the folder.", e);
        }
    }

    private async Task<int> FoldAsync(SqliteConnection connection, JournalPosition? end, CancellationToken cancellationToken)
    {
        using var tables = new FoldTables(connection);
        var position = await PositionAsync(connection);
        var folded = 0;
        foreach (var number in files.List())
        {
            if (number > end?.Segment)
            {
                break;
            }

            if (number < position.Segment)
            {
                File.Delete(files.PathOf(number));
                continue;
            }

            var offset = number == position.Segment ? position.Offset : 0;
            var isSealed = number != end?.Segment;
            var outcome = FoldSegment(connection, tables, new JournalPosition(number, offset), isSealed ? null : end?.Offset, cancellationToken);
            folded += outcome.Records;
            if (outcome.Damaged > 0)
            {
                LogDamaged(outcome.Damaged, files.PathOf(number));
            }

            if (isSealed)
            {
                await RetireAsync(connection, tables.Inserts, number, outcome);
            }
        }

        return folded;
    }

    private Outcome FoldSegment(
        SqliteConnection connection, FoldTables tables, JournalPosition from, long? limit, CancellationToken cancellationToken)
    {
        using var file = PrivateFile.Open(files.PathOf(from.Segment), FileMode.Open, FileShare.ReadWrite | FileShare.Delete);
        if (!TryReadHeader(file, from.Segment, out var header))
        {
            // A crash may leave a segment that is only begun; anything else without a header is damage.
            return new Outcome(0, file.Length > SegmentHeader.Size ? file.Length : 0);
        }

        using var reader = new SegmentReader(file.SafeFileHandle, header, from.Offset, limit ?? file.Length);
        var outcome = new Outcome(0, 0);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = FoldBatch(connection, tables, reader, from.Segment);
            outcome = new Outcome(outcome.Records + batch.Records, outcome.Damaged + batch.Damaged);
            if (batch.Records < RecordsPerTransaction)
            {
                return outcome with { Damaged = outcome.Damaged + reader.SkippedBytes };
            }
        }
    }

    private static Outcome FoldBatch(SqliteConnection connection, FoldTables tables, SegmentReader reader, long segment)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var (records, malformed) = (0, 0L);
        var sums = new RollupBatch();
        var pending = tables.Rollups.PendingBefore(transaction);
        tables.Bookings.Begin();
        while (records < RecordsPerTransaction && reader.TryRead(out var record))
        {
            records++;
            try
            {
                // What is behind the mark is added to the sums when the rest of the old rows is.
                if (BookingMark.IsOn(record))
                {
                    tables.Bookings.Add(record, transaction);
                }
                else if (tables.Inserts.Add(record) && tables.Inserts.Last() is var added && string.CompareOrdinal(added.Id, pending) >= 0)
                {
                    sums.Add(added);
                }
            }
            catch (InvalidDataException)
            {
                malformed += record.Length;
            }
        }

        tables.Rollups.Write(transaction, sums);
        tables.Bookings.Flush();
        tables.Inserts.MoveTo(new JournalPosition(segment, reader.Offset));
        transaction.Commit();
        return new Outcome(records, malformed);
    }

    // A folded segment goes. One with damage in its middle is kept beside, for a person to look at.
    private async Task RetireAsync(SqliteConnection connection, LedgerInserts inserts, long number, Outcome outcome)
    {
        // Brings the rows to the disk before their only other copy goes: SQLite itself does not at every commit.
        await connection.ExecuteAsync("PRAGMA wal_checkpoint(PASSIVE)");
        if (outcome.Damaged > 0)
        {
            LogSetAside(files.SetAside(number));
            inserts.MoveTo(new JournalPosition(number + 1, 0));
        }
        else
        {
            inserts.MoveTo(new JournalPosition(number + 1, 0));
            File.Delete(files.PathOf(number));
        }
    }

    private static bool TryReadHeader(FileStream file, long number, out SegmentHeader header)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        var read = RandomAccess.Read(file.SafeFileHandle, bytes, 0);
        if (SegmentHeader.TryRead(bytes[..read], out header, out var version))
        {
            return true;
        }

        return version <= SegmentHeader.Version
            ? false
            : throw new StorageException(
                $"Segment {number} of the ledger's journal was written by a newer Weir (format {version}).",
                "Start the newer Weir once on this data folder, or restore the backup from before the update.");
    }

    private static async Task<JournalPosition> PositionAsync(SqliteConnection connection) =>
        await connection.QuerySingleAsync<JournalPosition>("SELECT segment AS Segment, position AS Offset FROM ledger_journal");

    [LoggerMessage(EventId = 110, Level = LogLevel.Error,
        Message = "{Bytes} bytes of the ledger's journal {Path} are damaged; the records around them are in the ledger")]
    private partial void LogDamaged(long bytes, string path);

    [LoggerMessage(EventId = 111, Level = LogLevel.Error, Message = "The damaged segment is kept as {Path}")]
    private partial void LogSetAside(string path);

    private readonly record struct Outcome(int Records, long Damaged);
}
