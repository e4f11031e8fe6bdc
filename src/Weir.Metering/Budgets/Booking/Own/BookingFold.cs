using System.Data.Common;
using Weir.Metering.Ledger.Records;

namespace Weir.Metering.Budgets.Booking.Own;

/// <summary>
/// Brings bookings from the journal into the rows of the books, within the fold's transaction. A hold that begins and ends in one batch never has
/// a row. Not for concurrent use.
/// </summary>
internal sealed class BookingFold(DbConnection connection) : IDisposable
{
    private readonly Dictionary<(string RequestId, int Attempt), HoldRow> _fresh = [];
    private BookSql? _sql;
    private BookTransaction? _books;

    /// <summary>Begins a batch; what an earlier one that failed had in hand is forgotten.</summary>
    public void Begin()
    {
        _fresh.Clear();
        _books = null;
    }

    /// <summary>Adds one booking.</summary>
    /// <exception cref="InvalidDataException">The record is not as it was written.</exception>
    public void Add(ReadOnlySpan<byte> record, DbTransaction transaction)
    {
        var reader = new RecordReader(record);
        switch (BookingMark.Read(ref reader))
        {
            case BookingKind.Hold:
                var hold = HoldEntry.Read(ref reader);
                Open(transaction);
                _fresh[(hold.RequestId, hold.Attempt)] = hold;
                break;
            case BookingKind.End:
                End(EndEntry.Read(ref reader), Open(transaction));
                break;
            default:
                throw new InvalidDataException("A booking of the ledger's journal is of no known kind.");
        }
    }

    /// <summary>Writes what changed. The transaction is the caller's to commit.</summary>
    public void Flush()
    {
        if (_books is not { } books)
        {
            return;
        }

        foreach (var hold in _fresh.Values)
        {
            books.TryHold(hold);
        }

        books.Flush();
    }

    public void Dispose() => _sql?.Dispose();

    private BookTransaction Open(DbTransaction transaction)
    {
        if (_books is { } books)
        {
            return books;
        }

        _sql ??= new BookSql(connection);
        _sql.Join(transaction);
        return _books = new BookTransaction(_sql);
    }

    private void End(in EndEntry end, BookTransaction books)
    {
        if (_fresh.Remove((end.RequestId, end.Attempt), out var hold))
        {
            if (end.Real is { } told)
            {
                books.Spend(hold.Shares, told);
                return;
            }

            books.TryHold(hold);
        }

        hold ??= _sql!.FindHold(end.RequestId, end.Attempt);
        if (hold is null)
        {
            return;
        }

        if (end.Real is { } real)
        {
            books.Settle(hold.RequestId, hold.Attempt, hold.Shares, real);
        }
        else
        {
            books.Count(hold.RequestId, hold.Attempt, hold.Shares, HoldState.Uncertain);
        }
    }
}
