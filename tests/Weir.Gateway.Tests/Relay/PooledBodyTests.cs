using Microsoft.AspNetCore.Http;
using Weir.Gateway.Relay;
using Weir.Gateway.Tests.Fakes;

namespace Weir.Gateway.Tests.Relay;

public sealed class PooledBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(16 * 1024)]
    [InlineData(3 * 1024 * 1024)]
    public async Task A_body_of_stated_length_is_read_whole(int length)
    {
        var bytes = Bytes(length);
        using var body = await PooledBody.ReadAsync(Request(bytes, length), TestContext.Current.CancellationToken);

        Assert.True(body.Span.SequenceEqual(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(3 * 1024 * 1024)]
    public async Task A_chunked_body_is_read_whole(int length)
    {
        var bytes = Bytes(length);
        using var body = await PooledBody.ReadAsync(Request(bytes, null), TestContext.Current.CancellationToken);

        Assert.True(body.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task A_length_that_lies_costs_no_memory()
    {
        using var body = await PooledBody.ReadAsync(Request(Bytes(100), long.MaxValue), TestContext.Current.CancellationToken);

        Assert.Equal(100, body.Memory.Length);
    }

    [Fact]
    public async Task A_body_that_breaks_off_throws()
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new ScriptedStream([Bytes(10)], new IOException("reset"));

        await Assert.ThrowsAsync<IOException>(async () => await PooledBody.ReadAsync(http.Request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Disposing_twice_gives_the_array_back_once()
    {
        var body = await PooledBody.ReadAsync(Request(Bytes(100), 100), TestContext.Current.CancellationToken);
        body.Dispose();

        Assert.Null(Record.Exception(body.Dispose));
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(static i => (byte)(i % 251))];

    private static HttpRequest Request(byte[] bytes, long? stated)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new ScriptedStream(bytes.Chunk(10_000));
        http.Request.ContentLength = stated;
        return http.Request;
    }
}
