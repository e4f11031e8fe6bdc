using Weir.Metering.Ledger.Journal;
using Weir.Metering.Ledger.Records;
using Weir.Metering.Prices;

namespace Weir.Metering.Budgets.Booking.Own;

/// <summary>The end of a hold in the journal.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Attempt">Its attempt.</param>
/// <param name="Real">What it cost; null where only the upstream knows.</param>
internal readonly record struct EndEntry(string RequestId, int Attempt, Charge? Real) : IJournalEntry
{
    public int MaxSize => (6 * RecordWriter.MaxNumberSize) + RecordWriter.MaxTextSize(RequestId);

    /// <summary>Reads what stands behind the mark and the kind.</summary>
    /// <exception cref="InvalidDataException">It is not as it was written.</exception>
    public static EndEntry Read(scoped ref RecordReader reader)
    {
        var (request, attempt) = (reader.Text(), (int)reader.Number());
        var (tokens, nano) = (reader.NumberOrNull(), reader.NumberOrNull());
        NanoDollars? usd = nano is { } known ? new NanoDollars(known) : null;
        return new EndEntry(request, attempt, tokens is { } count ? new Charge(usd, count) : null);
    }

    public int Encode(Span<byte> target)
    {
        var writer = new RecordWriter(target);
        BookingMark.Write(ref writer, BookingKind.End);
        writer.Text(RequestId);
        writer.Number(Attempt);
        writer.Number(Real?.Tokens);
        writer.Number(Real?.Usd?.Value);
        return writer.Length;
    }
}
