using Weir.Metering.Ledger.Journal;
using Weir.Metering.Ledger.Records;

namespace Weir.Metering.Budgets.Booking.Own;

/// <summary>A hold in the journal.</summary>
internal readonly struct HoldEntry(HoldRow hold) : IJournalEntry
{
    public int MaxSize
    {
        get
        {
            var size = (8 * RecordWriter.MaxNumberSize) + RecordWriter.MaxTextSize(hold.RequestId) + RecordWriter.MaxTextSize(hold.Node) + RecordWriter.MaxTextSize(hold.Run);
            for (var i = 0; i < hold.Shares.Count; i++)
            {
                size += (3 * RecordWriter.MaxNumberSize) + RecordWriter.MaxTextSize(hold.Shares[i].BudgetId);
            }

            return size;
        }
    }

    /// <summary>Reads what stands behind the mark and the kind.</summary>
    /// <exception cref="InvalidDataException">It is not as it was written.</exception>
    public static HoldRow Read(scoped ref RecordReader reader)
    {
        var hold = new HoldRow
        {
            RequestId = reader.Text(),
            Attempt = (int)reader.Number(),
            Node = reader.Text(),
            Run = reader.Text(),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.Number()),
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.Number()),
            Shares = new HoldShare[reader.Count()],
        };
        var shares = (HoldShare[])hold.Shares;
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = new HoldShare(reader.Text(), reader.Number(), (BudgetUnit)reader.Number(), reader.Number());
        }

        return hold;
    }

    public int Encode(Span<byte> target)
    {
        var writer = new RecordWriter(target);
        BookingMark.Write(ref writer, BookingKind.Hold);
        writer.Text(hold.RequestId);
        writer.Number(hold.Attempt);
        writer.Text(hold.Node);
        writer.Text(hold.Run);
        writer.Number(hold.CreatedAt.ToUnixTimeMilliseconds());
        writer.Number(hold.ExpiresAt.ToUnixTimeMilliseconds());
        writer.Count(hold.Shares.Count);
        for (var i = 0; i < hold.Shares.Count; i++)
        {
            var share = hold.Shares[i];
            writer.Text(share.BudgetId);
            writer.Number(share.StartsAt);
            writer.Number((long)share.Unit);
            writer.Number(share.Amount);
        }

        return writer.Length;
    }
}
