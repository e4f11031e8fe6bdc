using Dapper;
using Weir.Gateway.SignOn.Oidc;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Tests.SignOn.Oidc;

public sealed class SignOnStatesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_node_began_another_ends_once()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var begun = await New(room).BeginAsync(Token);

        var ended = await New(room).EndAsync(begun.State, begun.Browser, Token);

        Assert.Equal(begun, ended);
        Assert.Null(await New(room).EndAsync(begun.State, begun.Browser, Token));
    }

    [Fact]
    public async Task Another_browser_does_not_end_it()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var states = New(room);
        var first = await states.BeginAsync(Token);
        var second = await states.BeginAsync(Token);

        Assert.Null(await states.EndAsync(first.State, second.Browser, Token));
        Assert.NotNull(await states.EndAsync(first.State, first.Browser, Token));
    }

    [Fact]
    public async Task It_is_too_old_after_ten_minutes()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var states = New(room);
        var begun = await states.BeginAsync(Token);
        room.Time.Advance(SignOnStates.Life);

        Assert.Null(await states.EndAsync(begun.State, begun.Browser, Token));
    }

    [Fact]
    public async Task The_database_holds_nothing_that_ends_it()
    {
        await using var room = await SignOnRoom.OpenAsync();
        var begun = await New(room).BeginAsync(Token);
        await using var connection = await room.Get<Database>().OpenAsync(Token);
        var kept = string.Join(' ', await connection.QueryAsync<string>("SELECT state_hash || ' ' || browser_hash FROM sign_ons"));

        Assert.All([begun.State, begun.Browser, begun.Nonce, begun.Key.Verifier], secret => Assert.DoesNotContain(secret, kept, StringComparison.Ordinal));
        Assert.InRange(begun.Key.Verifier.Length, 43, 128);
        Assert.NotEqual(begun.Nonce, begun.Key.Verifier);
    }

    private static SignOnStates New(SignOnRoom room) => new(room.Get<Database>(), room.Time);
}
