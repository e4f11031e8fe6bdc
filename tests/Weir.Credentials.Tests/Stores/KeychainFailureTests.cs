using System.Collections.Concurrent;
using Weir.Credentials.Stores.Keychain;

namespace Weir.Credentials.Tests.Stores;

/// <summary>What the keychain store makes of a keychain that hangs, refuses or loses.</summary>
public sealed class KeychainFailureTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly Entries _entries = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _entries.Hang.Set();
        _entries.Hang.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_keychain_that_waits_for_a_person_fails_after_the_limit()
    {
        var store = _folder.Keychain(_entries, TimeSpan.FromMilliseconds(200));
        _entries.Hang.Reset();

        var read = await Assert.ThrowsAsync<CredentialException>(async () => await store.ReadAsync("a", Token));
        var behind = await Assert.ThrowsAsync<CredentialException>(async () => await store.ReadAsync("b", Token));

        Assert.Equal(CredentialFailure.Misconfigured, read.Kind);
        Assert.Contains("did not answer", read.Message, StringComparison.Ordinal);
        Assert.Contains("credentials: {store: file}", read.Action, StringComparison.Ordinal);
        Assert.Equal(read.Message, behind.Message);
        Assert.Equal(read.Message, await store.ProblemAsync(Token));
    }

    [Fact]
    public async Task It_works_again_once_somebody_unlocked_it()
    {
        var store = _folder.Keychain(_entries, TimeSpan.FromMilliseconds(200));
        _entries.Hang.Reset();
        await Assert.ThrowsAsync<CredentialException>(async () => await store.WriteAsync("a", new byte[] { 1 }, Token));

        _entries.Hang.Set();

        await store.WriteAsync("b", new byte[] { 2 }, Token);
        Assert.Equal(["a", "b"], await store.ListAsync(Token));
    }

    [Fact]
    public async Task A_caller_can_leave_while_the_keychain_hangs()
    {
        var store = _folder.Keychain(_entries);
        _entries.Hang.Reset();
        using var cancelled = new CancellationTokenSource();
        var reading = store.ReadAsync("a", cancelled.Token).AsTask();

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_keychain_that_keeps_nothing_is_found_out()
    {
        _entries.Loses = _ => true;
        var store = _folder.Keychain(_entries);

        Assert.Contains("did not keep", await store.ProblemAsync(Token), StringComparison.Ordinal);
        await Assert.ThrowsAsync<CredentialException>(async () => await store.ReadAsync("a", Token));
        await Assert.ThrowsAsync<CredentialException>(async () => await store.ListAsync(Token));
        await Assert.ThrowsAsync<CredentialException>(async () => await store.WriteAsync("a", new byte[] { 1 }, Token));
    }

    [Fact]
    public async Task A_write_killed_between_name_and_secret_leaves_no_secret_and_no_false_name()
    {
        var store = _folder.Keychain(_entries);
        await store.WriteAsync("a", new byte[] { 1 }, Token);
        _entries.Loses = entry => entry == "secret/b";
        await Assert.ThrowsAsync<CredentialException>(async () => await store.WriteAsync("b", new byte[] { 2 }, Token));
        _entries.Loses = _ => false;

        Assert.Equal(["a"], await store.ListAsync(Token));
        await store.WriteAsync("b", new byte[] { 3 }, Token);
        Assert.Equal(["a", "b"], await store.ListAsync(Token));
    }

    [Fact]
    public async Task A_renewal_rewrites_its_own_entry_alone()
    {
        var store = _folder.Keychain(_entries);
        await store.WriteAsync("a", new byte[] { 1 }, Token);
        await store.WriteAsync("b", new byte[] { 2 }, Token);
        _entries.Written.Clear();

        await store.WriteAsync("a", new byte[] { 3 }, Token);

        Assert.Equal(["secret/a"], _entries.Written);
    }

    [Fact]
    public async Task What_the_library_says_reaches_the_person_without_its_wrapping()
    {
        _entries.Failure = new InvalidOperationException(
            "outer", new InvalidOperationException("An error was encountered domain:'94' code:'2' message:'The name is not activatable' .Error code: 2"));

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.Keychain(_entries).ReadAsync("a", Token));

        Assert.EndsWith("can't be used: The name is not activatable.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_index_says_so()
    {
        _entries.Kept["names"] = "nonsense"u8.ToArray();

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.Keychain(_entries).ListAsync(Token));

        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_session_or_the_library_the_problem_says_which()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a Secret Service.");
        var noSession = new KeychainPresence(_ => null);
        var noLibrary = new KeychainPresence(_ => "unix:path=/nowhere", "libnothing-of-this-name.so");

        Assert.Contains("DBUS_SESSION_BUS_ADDRESS", noSession.FindProblem(), StringComparison.Ordinal);
        Assert.Contains("libsecret-1-0", noLibrary.FindProblem(), StringComparison.Ordinal);
        var store = new KeychainStore(_entries, noSession, _folder.Data, KeychainStore.Limit, TimeProvider.System);
        Assert.Equal(noSession.FindProblem(), await store.ProblemAsync(Token));
        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await store.WriteAsync("a", new byte[] { 1 }, Token));
        Assert.Equal(noSession.FindProblem(), failure.Message);
        Assert.Empty(_entries.Kept);
    }

    [Fact]
    public void A_bus_in_the_runtime_folder_is_a_session()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a Secret Service.");
        File.WriteAllText(_folder.PathOf("bus"), "");

        Assert.Null(new KeychainPresence(name => name == "XDG_RUNTIME_DIR" ? _folder.Data.FullPath : null, "libc.so.6").FindProblem());
    }

    private sealed class Entries : IKeychainEntries
    {
        public ConcurrentDictionary<string, byte[]> Kept { get; } = new(StringComparer.Ordinal);

        public List<string> Written { get; } = [];

        public ManualResetEventSlim Hang { get; } = new(initialState: true);

        public Func<string, bool> Loses { get; set; } = _ => false;

        public Exception? Failure { get; set; }

        public byte[]? Read(string name)
        {
            Step();
            return Kept.GetValueOrDefault(name);
        }

        public void Write(string name, byte[] value)
        {
            Step();
            Written.Add(name);
            if (!Loses(name))
            {
                Kept[name] = value;
            }
        }

        public void Clear(string name)
        {
            Step();
            Kept.TryRemove(name, out _);
        }

        private void Step()
        {
            Hang.Wait(TimeSpan.FromSeconds(30));
            if (Failure is not null)
            {
                throw Failure;
            }
        }
    }
}
