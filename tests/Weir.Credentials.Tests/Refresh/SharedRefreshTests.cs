using Weir.Credentials.Tests.Kit;
using Weir.Credentials.Tests.Stores;

namespace Weir.Credentials.Tests.Refresh;

/// <summary>Renewal by two that share a data folder and its database, as two processes do.</summary>
public sealed class SharedRefreshTests : IAsyncLifetime
{
    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new(Node.Start);
    private TokenServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TokenServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("file")]
    [InlineData("database")]
    public async Task Two_nodes_with_five_hundred_requests_each_make_one_refresh(string store)
    {
        await using var first = new Node(_server, _folder, _time, store == "file" ? _folder.FileStore() : _folder.DatabaseStore());
        await using var second = new Node(_server, _folder, _time, store == "file" ? _folder.FileStore() : _folder.DatabaseStore());
        await first.SignInAsync(TimeSpan.Zero);
        await second.StoredAsync();

        var tokens = await Task.WhenAll(first.SignManyAsync(500), second.SignManyAsync(500));

        Assert.All(tokens, got => Assert.Equal(["access-1"], got));
        Assert.Equal(1, _server.Asked);
    }

    [Fact]
    public async Task What_another_node_renewed_is_taken_without_asking_the_server()
    {
        await using var first = new Node(_server, _folder, _time);
        await using var second = new Node(_server, _folder, _time);
        await first.SignInAsync(TimeSpan.FromMinutes(30));
        await second.StoredAsync();
        _time.Now += TimeSpan.FromMinutes(31);
        Assert.Equal("access-1", await first.SignAsync());

        Assert.Equal("access-1", await second.SignAsync());

        Assert.Equal(1, _server.Asked);
    }

    [Fact]
    public async Task A_refusal_is_no_sign_out_when_another_program_rotated_meanwhile()
    {
        await using var node = new Node(_server, _folder, _time);
        await using var other = new Node(_server, _folder, _time);
        await node.SignInAsync(TimeSpan.Zero);
        _server.RefuseNext = static () => true;
        _server.Before = async () =>
        {
            // One that knows of no leases was faster.
            var known = await other.StoredAsync();
            await other.Vault.WriteAsync("work", known! with { Refresh = new Secret("refresh-of-other"), Access = new Secret("access-of-other"), ExpiresAt = _time.Now.AddHours(1) }, Token);
        };

        Assert.Equal("access-of-other", await node.SignAsync());

        Assert.Equal(AuthState.Ready, node.Method.State);
        Assert.Equal(1, _server.Asked);
    }

    [Fact]
    public async Task A_node_that_is_refused_takes_what_another_one_wrote()
    {
        await using var first = new Node(_server, _folder, _time);
        await using var second = new Node(_server, _folder, _time);
        await first.SignInAsync(TimeSpan.FromHours(1));
        await second.StoredAsync();
        await first.Method.RefreshAsync(Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://llm.example");
        var method = second.Method;
        await method.SignAsync(request, Token);
        using var refused = new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized) { RequestMessage = request };

        Assert.Equal("access-0", request.Headers.Authorization!.Parameter);
        Assert.True(await method.RenewAsync(refused, Token));

        Assert.Equal("access-1", await second.SignAsync());
        Assert.Equal(1, _server.Asked);
    }
}
