namespace Weir.Metering.Ledger;

/// <summary>
/// Makes request ids: <c>req_</c> and 26 characters of Crockford's base 32 that hold 48 bits of unix milliseconds, 16 bits of count and 64
/// random bits. Ids of one process ascend strictly, also when the clock steps back; safe for concurrent calls.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="random">Must be safe for concurrent calls, as <see cref="Random.Shared"/> is: ids are no secrets.</param>
public sealed class RequestIds(TimeProvider time, Random random)
{
    private const string Prefix = "req_";
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Digits = 26;
    private const int CountBits = 16;

    // Milliseconds and count of the last id. A millisecond with more than 65,536 ids borrows from the next one.
    private long _last;

    /// <summary>No id of this millisecond or a later one is smaller.</summary>
    /// <param name="milliseconds">Unix milliseconds; what an id can't tell is taken as the nearest that it can.</param>
    internal static string FirstOf(long milliseconds) => Text((ulong)Math.Clamp(milliseconds, 0, (1L << 48) - 1) << CountBits, 0);

    /// <summary>The next id; allocates the text and nothing else.</summary>
    public string Next()
    {
        var high = (ulong)Ascend();
        return Text(high, (ulong)random.NextInt64(long.MinValue, long.MaxValue));
    }

    private static string Text(ulong high, ulong low) => string.Create(Prefix.Length + Digits, new UInt128(high, low), static (text, bits) =>
    {
        Prefix.CopyTo(text);
        for (var i = text.Length - 1; i >= Prefix.Length; i--)
        {
            text[i] = Alphabet[(int)(ulong)bits & 31];
            bits >>= 5;
        }
    });

    private long Ascend()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() << CountBits;
        var last = Volatile.Read(ref _last);
        while (true)
        {
            var next = Math.Max(now, last + 1);
            var seen = Interlocked.CompareExchange(ref _last, next, last);
            if (seen == last)
            {
                return next;
            }

            last = seen;
        }
    }
}
