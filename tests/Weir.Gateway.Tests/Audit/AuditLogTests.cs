using Weir.Gateway.Audit;

namespace Weir.Gateway.Tests.Audit;

/// <summary>Handing in: in order, by whoever it was, without a wait.</summary>
public sealed class AuditLogTests : IAsyncLifetime
{
    private AuditRoom _room = null!;

    public async ValueTask InitializeAsync() => _room = await AuditRoom.OpenAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task Who_asked_goes_with_the_work_that_goes_on_behind()
    {
        Task behind;
        using (var go = new SemaphoreSlim(0))
        {
            behind = StartAsync(go);
            _room.Log.Note(new AuditNote { Kind = AuditKinds.ConfigLoaded });
            go.Release();
            await behind;
        }

        var rows = await _room.RowsAsync();
        Assert.Equal(["gateway", "ops"], rows.Select(static row => row.Actor));
        Assert.Equal("10.0.0.1", rows[1].Address);
    }

    [Fact]
    public async Task While_the_database_fails_rows_wait()
    {
        await using (var connection = await _room.Database.OpenAsync(AuditRoom.Token))
        {
            await using var writer = connection.BeginTransaction(deferred: false);
            for (var i = 0; i < 500; i++)
            {
                _room.Log.Note(new AuditNote { Kind = AuditKinds.KeyCreated, Subject = $"{i}" });
            }

            await writer.RollbackAsync(AuditRoom.Token);
        }

        Assert.Equal(Enumerable.Range(0, 500).Select(static i => $"{i}"), (await _room.RowsAsync()).Select(static row => row.Subject));
    }

    [Fact]
    public async Task While_the_chain_has_no_head_rows_wait()
    {
        await _room.TamperAsync("DELETE FROM audit_head");
        _room.Log.Note(new AuditNote { Kind = AuditKinds.KeyCreated, Subject = "waits" });
        await Task.Delay(200, AuditRoom.Token);
        await _room.TamperAsync($"INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '{AuditChain.Genesis}')");

        Assert.Equal("waits", Assert.Single(await _room.RowsAsync()).Subject);
    }

    [Fact]
    public async Task What_does_not_fit_any_more_is_counted()
    {
        await using (var connection = await _room.Database.OpenAsync(AuditRoom.Token))
        {
            await using var writer = connection.BeginTransaction(deferred: false);
            for (var i = 0; i < AuditLog.Room + 5; i++)
            {
                _room.Log.Note(new AuditNote { Kind = AuditKinds.KeyCreated });
            }

            await writer.RollbackAsync(AuditRoom.Token);
        }

        var rows = await _room.RowsAsync();
        Assert.Equal(AuditLog.Room, rows.Count(static row => row.Kind == AuditKinds.KeyCreated));
        Assert.Equal(5, rows.Where(static row => row.Kind == AuditKinds.Lost).Sum(static row => row.Times));
    }

    [Theory]
    [InlineData("https://user:secret@host.example:8443/v1?key=secret#secret", "https://host.example:8443/v1")]
    [InlineData("http://127.0.0.1:1/", "http://127.0.0.1:1/")]
    public void An_address_is_told_without_what_may_be_secret(string address, string told) => Assert.Equal(told, AuditFacts.Address(new Uri(address)));

    [Theory]
    [InlineData(null, "none")]
    [InlineData("weir-cli", "weir-cli")]
    [InlineData("Mozilla/5.0 (X11) Firefox/140", "browser")]
    [InlineData("curl/8.0", "curl")]
    [InlineData("OpenAI/Python 1.0", "library")]
    [InlineData("sk-secret-in-the-wrong-place", "other")]
    public void Of_a_user_agent_the_class_is_told(string? text, string told) => Assert.Equal(told, AgentClass.Of(text));

    private async Task StartAsync(SemaphoreSlim go)
    {
        AuditScope.Actor = new AuditActor("admin_key", "ops", "10.0.0.1", "curl");
        await go.WaitAsync(AuditRoom.Token);
        _room.Log.Note(new AuditNote { Kind = AuditKinds.CredentialAdded });
    }
}
