using Weir.Gateway.InnerCalls;

namespace Weir.Gateway.Batches;

/// <summary>Holds an answer until it has been looked at.</summary>
internal sealed class AnswerBuffer : SinkStream
{
    /// <summary>Longer than any list of files.</summary>
    private const int Largest = 64 * 1024 * 1024;

    private readonly MemoryStream _bytes = new();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_bytes.Length + buffer.Length > Largest)
        {
            throw new InvalidDataException("The answer is too long.");
        }

        _bytes.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>The answer's body. An error that came after a part of an answer stands behind that part, and its length is the one that is stated.</summary>
    public ReadOnlyMemory<byte> Bytes(long? stated)
    {
        var held = _bytes.GetBuffer().AsMemory(0, (int)_bytes.Length);
        return stated < held.Length ? held[^(int)stated.Value..] : held;
    }
}
