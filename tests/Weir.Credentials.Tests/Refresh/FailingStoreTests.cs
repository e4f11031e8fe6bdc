using Weir.Credentials.Tests.Kit;
using Weir.Credentials.Tests.Stores;

namespace Weir.Credentials.Tests.Refresh;

/// <summary>A store that is slow, or fails after the server has replaced the refresh token.</summary>
public sealed class FailingStoreTests : IAsyncLifetime
{
    private const string Entry = "connection/work";

    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new(Node.Start);
    private readonly MemoryStore _store = new("memory");
    private TokenServer _server = null!;
    private Node _node = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Kept => System.Text.Encoding.UTF8.GetString(_store.Entries[Entry]);

    public async ValueTask InitializeAsync()
    {
        _server = await TokenServer.StartAsync();
        _node = new Node(_server, _folder, _time, _store);
        await _node.SignInAsync(TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        _store.Before = static _ => Task.CompletedTask;
        await _node.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nobody_gets_the_new_token_before_the_new_refresh_token_is_in_the_store()
    {
        var (writing, written) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.Before = call =>
        {
            if (!call.StartsWith("write", StringComparison.Ordinal))
            {
                return Task.CompletedTask;
            }

            writing.TrySetResult();
            return written.Task;
        };
        var first = _node.SignAsync();
        await writing.Task.WaitAsync(Token);
        var second = _node.SignAsync();
        await Task.Delay(100, Token);

        Assert.False(first.IsCompleted || second.IsCompleted);
        Assert.Contains("refresh-0", Kept, StringComparison.Ordinal);
        written.SetResult();

        Assert.Equal("access-1", await first);
        Assert.Equal("access-1", await second);
        Assert.Contains("refresh-1", Kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_write_loses_nothing_and_is_made_up_for()
    {
        var writes = 0;
        _store.Before = call => call.StartsWith("write", StringComparison.Ordinal) && ++writes <= 2 ? throw new IOException("The disk is full.") : Task.CompletedTask;

        Assert.Equal("access-1", await _node.SignAsync());
        Assert.Contains("refresh-0", Kept, StringComparison.Ordinal);
        Assert.Equal(AuthState.Ready, _node.Method.State);

        await Eventually.Async(() => Task.FromResult(Kept.Contains("refresh-1", StringComparison.Ordinal)));
        Assert.Equal(3, writes);
        Assert.Equal("access-1", await _node.SignAsync());
    }

    [Fact]
    public async Task The_next_renewal_goes_on_from_what_is_in_memory_alone()
    {
        var isLocked = false;
        _store.Before = call => call.StartsWith("write", StringComparison.Ordinal) || isLocked ? throw new CredentialException(CredentialFailure.Unavailable, "Locked.", "Unlock it.") : Task.CompletedTask;
        Assert.Equal("access-1", await _node.SignAsync());

        isLocked = true;
        _time.Now += TimeSpan.FromHours(2);
        Assert.Equal("access-2", await _node.SignAsync());
        Assert.False(_server.SawReuse);

        _store.Before = static _ => Task.CompletedTask;
        await Eventually.Async(() => Task.FromResult(Kept.Contains("refresh-2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task While_it_is_in_memory_alone_no_other_node_tries_the_replaced_refresh_token()
    {
        var isBroken = true;
        _store.Before = call => isBroken && call.StartsWith("write", StringComparison.Ordinal) ? throw new IOException("The disk is full.") : Task.CompletedTask;
        await using var other = new Node(_server, _folder, _time, _store);
        await other.StoredAsync();
        Assert.Equal("access-1", await _node.SignAsync());

        var waiting = other.SignAsync();
        await Task.Delay(500, Token);
        Assert.False(waiting.IsCompleted);
        isBroken = false;

        Assert.Equal("access-1", await waiting);
        Assert.Equal(1, _server.Asked);
    }

    [Fact]
    public async Task The_end_of_the_program_tries_once_more()
    {
        var isBroken = true;
        _store.Before = call => isBroken && call.StartsWith("write", StringComparison.Ordinal) ? throw new IOException("The disk is full.") : Task.CompletedTask;
        Assert.Equal("access-1", await _node.SignAsync());
        isBroken = false;

        await _node.Keepers.DisposeAsync();

        Assert.Contains("refresh-1", Kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_no_reason_to_rotate()
    {
        _store.Before = static _ => throw new CredentialException(CredentialFailure.Unavailable, "Locked.", "Unlock it.");

        Assert.Equal(CredentialFailure.Unavailable, (await Assert.ThrowsAsync<CredentialException>(() => _node.SignAsync())).Kind);

        Assert.Equal(0, _server.Asked);
    }

    [Fact]
    public async Task A_new_sign_in_stands_above_what_was_not_saved()
    {
        var isBroken = true;
        _store.Before = call => isBroken && call.StartsWith("write", StringComparison.Ordinal) ? throw new IOException("The disk is full.") : Task.CompletedTask;
        Assert.Equal("access-1", await _node.SignAsync());
        isBroken = false;
        var anew = (await _node.StoredAsync())! with { Access = new Secret("anew"), Refresh = new Secret("refresh-anew"), ExpiresAt = _time.Now.AddHours(1) };
        await _node.Vault.WriteAsync("work", anew, Token);

        Assert.Equal("anew", await _node.SignAsync());
        await _node.Keepers.DisposeAsync();
        Assert.Contains("refresh-anew", Kept, StringComparison.Ordinal);
    }
}
