using Weir.Credentials.Stores;

namespace Weir.Credentials.Tests.Stores;

public sealed class MoveTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly MemoryStore _from = new("file");
    private readonly MemoryStore _to = new("database");

    public MoveTests()
    {
        _from.Entries["a"] = [1];
        _from.Entries["b"] = [2];
    }

    public static TheoryData<string, int> Kills
    {
        get
        {
            var data = new TheoryData<string, int>();
            for (var call = 1; call <= 7; call++)
            {
                data.Add("from", call);
                data.Add("to", call);
            }

            return data;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_secrets_are_there_and_no_longer_here()
    {
        var stores = Stores();

        var move = await stores.MoveAsync("file", "database", Token);

        Assert.Empty(_from.Entries);
        Assert.Equal([1], _to.Entries["a"]);
        Assert.Equal([2], _to.Entries["b"]);
        Assert.Equal(["a", "b"], move.Copied);
        Assert.Equal(["a", "b"], move.Deleted);
        Assert.Equal("Copied 2 and read back from the memory database; deleted 2 in the memory file.", move.Summary);
        Assert.Equal("database", stores.Remembered);
        Assert.Same(_to, stores.InUse);
    }

    [Fact]
    public async Task Real_stores_move_there_and_back()
    {
        var (file, database, plain) = (_folder.FileStore(), _folder.DatabaseStore(), _folder.PlainStore());
        var stores = _folder.Choice([file, database, plain]);
        await file.WriteAsync("a", "secret"u8.ToArray(), Token);

        await stores.MoveAsync("file", "database", Token);
        await stores.MoveAsync("database", "plain", Token);
        Assert.Empty(await file.ListAsync(Token));
        Assert.Empty(await database.ListAsync(Token));
        await stores.MoveAsync("plain", "file", Token);

        Assert.Equal("secret"u8.ToArray(), await _folder.FileStore().ReadAsync("a", Token));
        Assert.Empty(await plain.ListAsync(Token));
    }

    [Fact]
    public async Task A_move_of_nothing_makes_the_target_the_store_in_use()
    {
        _from.Entries.Clear();
        var stores = Stores();

        var move = await stores.MoveAsync("file", "database", Token);

        Assert.Contains("nothing to move", move.Summary, StringComparison.Ordinal);
        Assert.Equal("database", stores.Remembered);
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Killed_at_any_call_it_can_be_repeated(string where, int call)
    {
        await Stores().ChooseAsync(Token);
        KillAt(where == "from" ? _from : _to, call);
        try
        {
            await Stores().MoveAsync("file", "database", Token);
        }
        catch (KilledException)
        {
        }

        _from.Before = _to.Before = _ => Task.CompletedTask;

        // The store that a start would use now has everything, before and after the repetition.
        AssertComplete(Stores().Remembered == "file" ? _from : _to);
        await Stores().MoveAsync("file", "database", Token);
        AssertComplete(_to);
        Assert.Empty(_from.Entries);
    }

    [Fact]
    public async Task What_was_renewed_after_the_switch_is_not_overwritten_by_a_repetition()
    {
        await Stores().ChooseAsync(Token);
        _from.Before = step => step == "delete b" ? throw new KilledException() : Task.CompletedTask;
        await Assert.ThrowsAsync<KilledException>(async () => await Stores().MoveAsync("file", "database", Token));
        _from.Before = _ => Task.CompletedTask;
        _to.Entries["b"] = [22];

        var move = await Stores().MoveAsync("file", "database", Token);

        Assert.Equal([22], _to.Entries["b"]);
        Assert.Equal(["b"], move.Kept);
        Assert.Empty(_from.Entries);
    }

    [Fact]
    public async Task What_is_renewed_while_it_copies_moves_as_renewed()
    {
        await Stores().ChooseAsync(Token);
        _to.Before = step =>
        {
            if (step == "write b")
            {
                _from.Entries["a"] = [11];
            }

            return Task.CompletedTask;
        };

        await Stores().MoveAsync("file", "database", Token);

        Assert.Equal([11], _to.Entries["a"]);
    }

    [Fact]
    public async Task Old_secrets_of_a_store_not_in_use_give_way()
    {
        await Stores().ChooseAsync(Token);
        _to.Entries["a"] = [99];

        await Stores().MoveAsync("file", "database", Token);

        Assert.Equal([1], _to.Entries["a"]);
    }

    [Fact]
    public async Task A_target_that_keeps_something_else_loses_nobody_a_secret()
    {
        await Stores().ChooseAsync(Token);
        _to.Keeps = secret => [.. secret, 0];

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await Stores().MoveAsync("file", "database", Token));

        Assert.Contains("did not keep", failure.Message, StringComparison.Ordinal);
        AssertComplete(_from);
        Assert.Equal("file", Stores().Remembered);
    }

    [Theory]
    [InlineData("file", "file")]
    [InlineData("file", "vault")]
    [InlineData("vault", "file")]
    public async Task Stores_that_make_no_sense_are_refused(string from, string to) =>
        await Assert.ThrowsAsync<CredentialException>(async () => await Stores().MoveAsync(from, to, Token));

    [Fact]
    public async Task A_store_with_a_problem_is_not_begun_with()
    {
        _to.Problem = "Locked.";

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await Stores().MoveAsync("file", "database", Token));

        Assert.Contains("Locked.", failure.Message, StringComparison.Ordinal);
        AssertComplete(_from);
    }

    [Fact]
    public async Task A_setting_that_names_the_old_store_is_pointed_out()
    {
        var move = await _folder.Choice([_from, _to], "file").MoveAsync("file", "database", Token);

        Assert.Equal("file", move.SettingToChange);
        Assert.Contains("credentials: {store: database}", move.Summary, StringComparison.Ordinal);
    }

    private static void AssertComplete(MemoryStore store)
    {
        Assert.Equal([1], store.Entries["a"]);
        Assert.Equal([2], store.Entries["b"]);
    }

    private static void KillAt(MemoryStore store, int call)
    {
        var calls = 0;
        store.Before = _ => ++calls == call ? throw new KilledException() : Task.CompletedTask;
    }

    private SecretStores Stores() => _folder.Choice([_from, _to]);
}
