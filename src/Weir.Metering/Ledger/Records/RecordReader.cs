using System.Text;

namespace Weir.Metering.Ledger.Records;

/// <summary>Reads what <see cref="RecordWriter"/> wrote, without making objects of it.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> source)
{
    private ReadOnlySpan<byte> _rest = source;

    /// <summary>How many values follow.</summary>
    /// <exception cref="InvalidDataException">The record is not as it was written.</exception>
    public int Count()
    {
        var count = Varint();
        return count <= (ulong)_rest.Length ? (int)count : throw Malformed();
    }

    /// <summary>The next value; the one that goes with its kind is set.</summary>
    /// <exception cref="InvalidDataException">The record is not as it was written.</exception>
    public ValueKind Next(out long number, out ReadOnlySpan<byte> text)
    {
        number = 0;
        text = default;
        var kind = (ValueKind)Byte();
        switch (kind)
        {
            case ValueKind.Null:
                return kind;
            case ValueKind.Number:
                var zigzag = Varint();
                number = (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
                return kind;
            case ValueKind.Text:
                var length = Count();
                text = _rest[..length];
                _rest = _rest[length..];
                return kind;
            default:
                throw Malformed();
        }
    }

    /// <summary>The next value, a text.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public string Text() => Next(out _, out var text) == ValueKind.Text ? Encoding.UTF8.GetString(text) : throw Malformed();

    /// <summary>The next value, a number.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public long Number() => NumberOrNull() ?? throw Malformed();

    /// <summary>The next value, a number or nothing.</summary>
    /// <exception cref="InvalidDataException">It is a text.</exception>
    public long? NumberOrNull() => Next(out var number, out _) switch
    {
        ValueKind.Number => number,
        ValueKind.Null => null,
        _ => throw Malformed(),
    };

    private byte Byte()
    {
        if (_rest.IsEmpty)
        {
            throw Malformed();
        }

        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed();
    }

    private static InvalidDataException Malformed() => new("A record of the ledger's journal is malformed.");
}
