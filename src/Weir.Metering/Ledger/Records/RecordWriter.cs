using System.Text;

namespace Weir.Metering.Ledger.Records;

/// <summary>Writes the values of a record: null, whole numbers and text, each behind its kind. Mirrored by <see cref="RecordReader"/>.</summary>
internal ref struct RecordWriter(Span<byte> target)
{
    /// <summary>Longer texts are cut here: a client's tags or a model's name have no business being longer.</summary>
    public const int MaxTextLength = 4096;

    /// <summary>A kind and a 64-bit number in groups of seven bits.</summary>
    public const int MaxNumberSize = 11;

    private readonly Span<byte> _target = target;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>The most that a text can take.</summary>
    public static int MaxTextSize(string? text) =>
        MaxNumberSize + (Encoding.UTF8.GetMaxByteCount(Math.Min(text?.Length ?? 0, MaxTextLength)));

    /// <summary>A number without a kind, zero or more: how many values follow.</summary>
    public void Count(int count) => Varint((ulong)count);

    public void Number(long number)
    {
        _target[Length++] = (byte)ValueKind.Number;
        Varint((ulong)((number << 1) ^ (number >> 63)));
    }

    public void Number(long? number)
    {
        if (number is { } value)
        {
            Number(value);
        }
        else
        {
            Null();
        }
    }

    public void Text(string? text)
    {
        if (text is null)
        {
            Null();
            return;
        }

        var characters = Cut(text);
        _target[Length++] = (byte)ValueKind.Text;
        Varint((ulong)Encoding.UTF8.GetByteCount(characters));
        Length += Encoding.UTF8.GetBytes(characters, _target[Length..]);
    }

    private void Null() => _target[Length++] = (byte)ValueKind.Null;

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _target[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _target[Length++] = (byte)value;
    }

    private static ReadOnlySpan<char> Cut(string text)
    {
        if (text.Length <= MaxTextLength)
        {
            return text;
        }

        // Not between the halves of a surrogate pair.
        var length = char.IsHighSurrogate(text[MaxTextLength - 1]) ? MaxTextLength - 1 : MaxTextLength;
        return text.AsSpan(0, length);
    }
}
