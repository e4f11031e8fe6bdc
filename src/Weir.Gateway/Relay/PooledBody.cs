using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Relay;

/// <summary>A whole request body in one rented array. Its owner disposes it once, after the last attempt.</summary>
internal sealed class PooledBody : IDisposable
{
    /// <summary>Up to here a stated length is believed and rented at once; above, the array grows as bytes really come.</summary>
    private const int TrustedLength = 1024 * 1024;

    private const int FirstLength = 16 * 1024;

    private byte[]? _array;
    private int _length;

    private PooledBody(byte[] array)
    {
        _array = array;
    }

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, _length);

    public ReadOnlySpan<byte> Span => _array.AsSpan(0, _length);

    /// <summary>Reads the body to its end. The server's size limit makes it throw <see cref="BadHttpRequestException"/> with status 413.</summary>
    public static async ValueTask<PooledBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var stated = request.ContentLength ?? FirstLength;
        var body = new PooledBody(ArrayPool<byte>.Shared.Rent((int)Math.Clamp(stated, 1, TrustedLength)));
        var reader = request.BodyReader;
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                body.Add(result.Buffer, stated);
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return body;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    private void Add(ReadOnlySequence<byte> bytes, long stated)
    {
        var needed = checked(_length + (int)bytes.Length);
        if (needed > _array!.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, Math.Min(stated, _array.Length * 4L)));
            _array.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_array);
            _array = larger;
        }

        bytes.CopyTo(_array.AsSpan(_length));
        _length = needed;
    }
}
