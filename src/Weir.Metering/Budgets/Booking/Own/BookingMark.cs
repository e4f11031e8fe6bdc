using Weir.Metering.Ledger.Records;

namespace Weir.Metering.Budgets.Booking.Own;

/// <summary>What begins a booking in the journal: no value of a request, then its kind. A request has values, so the two can't be taken for each other.</summary>
internal static class BookingMark
{
    public static void Write(scoped ref RecordWriter writer, BookingKind kind)
    {
        writer.Count(0);
        writer.Count((int)kind);
    }

    /// <summary>Whether a record of the journal is a booking.</summary>
    public static bool IsOn(ReadOnlySpan<byte> record) => record is [0, ..];

    /// <summary>Passes over the mark.</summary>
    /// <exception cref="InvalidDataException">It is not as it was written.</exception>
    public static BookingKind Read(scoped ref RecordReader reader)
    {
        reader.Count();
        return (BookingKind)reader.Count();
    }
}

/// <summary>Kinds of bookings. The numbers stand in the journal.</summary>
internal enum BookingKind
{
    Hold = 1,
    End = 2,
}
