using Weir.Credentials.Stores;
using Weir.Credentials.Stores.Files;
using Weir.Credentials.Stores.Sealing;

namespace Weir.Credentials.Tests.Stores;

public sealed class MasterKeyRotationTests : IDisposable
{
    private static readonly string OldKey = new('a', 64);
    private static readonly string NewKey = new('b', 64);

    private readonly StoreFolder _folder = new();

    public static TheoryData<string, bool> Kills
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var step in new[]
                     {
                         "secrets.rotation: half written", "secrets.rotation: written beside", "secrets.rotation: replaced",
                         "secrets.sealed.json: half written", "secrets.sealed.json: written beside", "secrets.sealed.json: replaced",
                         "file: resealed", "database: row resealed", "database: resealed", "secrets.key: half written",
                         "secrets.key: written beside", "secrets.key: replaced", "note dropped",
                     })
            {
                data.Add(step, false);
                if (!step.StartsWith("secrets.key", StringComparison.Ordinal))
                {
                    data.Add(step, true);
                }
            }

            return data;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_is_sealed_anew_under_a_new_key_file()
    {
        await FillAsync();
        var before = await File.ReadAllTextAsync(_folder.PathOf("secrets.key"), Token);
        var keyBefore = _folder.Keys().Load(create: false).Sealing;

        Assert.Equal(4, await RotateAsync(null));

        await AssertAllThereAsync();
        Assert.NotEqual(before, await File.ReadAllTextAsync(_folder.PathOf("secrets.key"), Token));
        Assert.DoesNotContain(Convert.ToBase64String(keyBefore.IdBytes)[..10], await File.ReadAllTextAsync(_folder.PathOf("secrets.sealed.json"), Token), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("secrets.rotation")));
        Assert.Empty(_folder.Data.FindExposed());
    }

    [Fact]
    public async Task The_old_key_opens_nothing_afterwards()
    {
        _folder.Environment[MasterKeys.Variable] = OldKey;
        await FillAsync();

        await RotateAsync(NewKey);

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));
        Assert.Contains("master key is the wrong one", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CredentialException>(async () => await _folder.DatabaseStore().ReadAsync("a", Token));
        await Assert.ThrowsAsync<CredentialException>(async () => await _folder.DatabaseStore().WriteAsync("n", new byte[] { 1 }, Token));
        _folder.Environment[MasterKeys.Variable] = NewKey;
        await AssertAllThereAsync();
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Killed_at_any_step_nothing_is_lost_and_the_next_start_finishes_it(string step, bool inEnvironment)
    {
        _folder.Environment[MasterKeys.Variable] = inEnvironment ? OldKey : null;
        await FillAsync();
        await KillAsync(step, inEnvironment ? NewKey : null);

        // Whichever of both keys the next start is given: before the note was written it can only be the old one, after it was dropped the new one.
        var noted = File.Exists(_folder.PathOf("secrets.rotation"));
        string[] starts = !inEnvironment ? [""] : noted ? [OldKey, NewKey] : step == "note dropped" ? [NewKey] : [OldKey];
        foreach (var start in starts)
        {
            _folder.Environment[MasterKeys.Variable] = start;
            await AssertAllThereAsync();
            await _folder.FileStore().WriteAsync("written-meanwhile", new byte[] { 9 }, Token);
        }

        _folder.Environment[MasterKeys.Variable] = starts[0];
        await _folder.Rotation(_folder.FileStore(), _folder.DatabaseStore()).FinishAsync(Token);

        Assert.False(File.Exists(_folder.PathOf("secrets.rotation")));
        _folder.Environment[MasterKeys.Variable] = inEnvironment && (noted || step == "note dropped") ? NewKey : starts[0];
        await AssertAllThereAsync();
        Assert.Equal([9], await _folder.FileStore().ReadAsync("written-meanwhile", Token));
    }

    [Fact]
    public async Task A_new_rotation_finishes_the_one_that_was_killed()
    {
        await FillAsync();
        await KillAsync("file: resealed", null);

        Assert.Equal(4, await RotateAsync(null));

        await AssertAllThereAsync();
    }

    [Fact]
    public async Task The_note_of_a_rotation_tells_no_key()
    {
        _folder.Environment[MasterKeys.Variable] = OldKey;
        await FillAsync();
        await KillAsync("file: resealed", NewKey);
        var note = await File.ReadAllTextAsync(_folder.PathOf("secrets.rotation"), Token);

        Assert.DoesNotContain(Convert.ToBase64String(Convert.FromHexString(OldKey))[..16], note, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Convert.FromHexString(NewKey))[..16], note, StringComparison.Ordinal);
        _folder.Environment[MasterKeys.Variable] = new string('c', 64);
        await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));
    }

    [Fact]
    public async Task A_running_process_follows_the_rotation_of_another()
    {
        await FillAsync();
        var running = _folder.FileStore();
        Assert.NotNull(await running.ReadAsync("a", Token));

        await RotateAsync(null);

        Assert.Equal([1], await running.ReadAsync("a", Token));
        await running.WriteAsync("new", new byte[] { 5 }, Token);
        Assert.Equal([5], await _folder.FileStore().ReadAsync("new", Token));
    }

    [Fact]
    public async Task The_process_that_rotated_goes_on_though_its_environment_has_the_old_key()
    {
        _folder.Environment[MasterKeys.Variable] = OldKey;
        var (keys, writes) = (_folder.Keys(), new SealedWrites(_folder.Data, TimeProvider.System));
        var store = new EncryptedFileStore(new EntriesFile(_folder.PathOf(EncryptedFileStore.FileName)), keys, writes);
        await store.WriteAsync("a", new byte[] { 1 }, Token);

        await new MasterKeyRotation(keys, writes, [store]).RotateAsync(NewKey, Token);
        await store.WriteAsync("b", new byte[] { 2 }, Token);
        Assert.Equal([1], await store.ReadAsync("a", Token));

        _folder.Environment[MasterKeys.Variable] = NewKey;
        Assert.Equal([1], await _folder.FileStore().ReadAsync("a", Token));
        Assert.Equal([2], await _folder.FileStore().ReadAsync("b", Token));
    }

    [Fact]
    public async Task Writers_lose_nothing_to_rotations_meanwhile()
    {
        await FillAsync();
        var writing = Task.Run(
            async () =>
            {
                var (file, database) = (_folder.FileStore(), _folder.DatabaseStore());
                for (byte i = 0; i < 30; i++)
                {
                    await file.WriteAsync($"n{i}", new[] { i }, Token);
                    await database.WriteAsync($"n{i}", new[] { i }, Token);
                    Assert.Equal(new[] { i }, await file.ReadAsync($"n{i}", Token));
                    Assert.Equal(new[] { i }, await database.ReadAsync($"n{i}", Token));
                }
            },
            Token);
        while (!writing.IsCompleted)
        {
            await RotateAsync(null);
        }

        await writing;
        for (byte i = 0; i < 30; i++)
        {
            Assert.Equal(new[] { i }, await _folder.FileStore().ReadAsync($"n{i}", Token));
            Assert.Equal(new[] { i }, await _folder.DatabaseStore().ReadAsync($"n{i}", Token));
        }
    }

    [Fact]
    public async Task A_damaged_secret_stops_the_rotation_before_anything_is_lost()
    {
        await FillAsync();
        var path = _folder.PathOf("secrets.sealed.json");
        var healthy = await File.ReadAllTextAsync(path, Token);
        await File.WriteAllTextAsync(path, healthy.Replace("\"a\":", "\"moved\":", StringComparison.Ordinal), Token);

        await Assert.ThrowsAsync<CredentialException>(async () => await RotateAsync(null));

        Assert.Equal([2], await _folder.FileStore().ReadAsync("b", Token));
        await File.WriteAllTextAsync(path, healthy, Token);
        await AssertAllThereAsync();
    }

    [Fact]
    public async Task The_same_key_and_a_file_that_would_not_be_read_are_refused()
    {
        _folder.Environment[MasterKeys.Variable] = OldKey;
        await FillAsync();

        await Assert.ThrowsAsync<CredentialException>(async () => await RotateAsync(OldKey));
        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await RotateAsync(null));

        Assert.Contains("WEIR_MASTER_KEY", failure.Message, StringComparison.Ordinal);
        await AssertAllThereAsync();
    }

    private async Task FillAsync()
    {
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        await _folder.FileStore().WriteAsync("b", new byte[] { 2 }, Token);
        await _folder.DatabaseStore().WriteAsync("a", new byte[] { 3 }, Token);
        await _folder.DatabaseStore().WriteAsync("c", new byte[] { 4 }, Token);
    }

    private async Task AssertAllThereAsync()
    {
        Assert.Equal([1], await _folder.FileStore().ReadAsync("a", Token));
        Assert.Equal([2], await _folder.FileStore().ReadAsync("b", Token));
        Assert.Equal([3], await _folder.DatabaseStore().ReadAsync("a", Token));
        Assert.Equal([4], await _folder.DatabaseStore().ReadAsync("c", Token));
    }

    private async Task<int> RotateAsync(string? newKey) =>
        await _folder.Rotation(_folder.FileStore(), _folder.DatabaseStore()).RotateAsync(newKey, Token);

    private async Task KillAsync(string step, string? newKey)
    {
        _folder.Reached = reached =>
        {
            if (reached == step)
            {
                throw new KilledException();
            }
        };
        await Assert.ThrowsAsync<KilledException>(async () => await RotateAsync(newKey));
        _folder.Reached = null;
    }
}
