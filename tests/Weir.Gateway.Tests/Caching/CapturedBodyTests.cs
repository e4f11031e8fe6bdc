using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Weir.Gateway.Caching;
using Weir.Gateway.Tests.Fakes;

namespace Weir.Gateway.Tests.Caching;

public sealed class CapturedBodyTests
{
    private readonly Client _client = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_way_it_is_written_the_client_gets_it_and_it_is_seen()
    {
        var body = Capture(1_000_000);
        body.Writer.Write("one "u8);
        body.Writer.GetSpan(4)[0] = (byte)'2';
        body.Writer.Advance(1);
        var memory = body.Writer.GetMemory(8);
        "ab"u8.CopyTo(memory.Span);
        body.Writer.Advance(1);
        body.Writer.Advance(1);
        await body.Writer.WriteAsync(new byte[100_000], Token);
        await _client.Http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(" end"), Token);
        await body.Writer.FlushAsync(Token);
        await _client.Http.Response.Body.FlushAsync(Token);

        var expected = (byte[])[.. "one 2ab"u8, .. new byte[100_000], .. " end"u8];
        Assert.Equal(expected, body.Seen!.Value.ToArray());
        Assert.Equal(expected, ((MemoryStream)Inner.Stream).ToArray());
    }

    [Fact]
    public async Task More_than_the_limit_is_passed_on_and_not_kept()
    {
        var body = Capture(10);
        await body.Writer.WriteAsync(new byte[10], Token);
        Assert.Equal(10, body.Seen!.Value.Length);

        await body.Writer.WriteAsync(new byte[1], Token);
        await body.Writer.WriteAsync(new byte[1], Token);
        Assert.Null(body.Seen);
        Assert.Equal(12, Inner.Stream.Length);
    }

    private IHttpResponseBodyFeature Inner { get; set; } = null!;

    private CapturedBody Capture(int most)
    {
        Inner = _client.Http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new CapturedBody(Inner, most);
        _client.Http.Features.Set<IHttpResponseBodyFeature>(body);
        return body;
    }
}
