using Weir.Metering.Keys;

namespace Weir.Metering.Tests.Keys;

public sealed class KeyRingTests : IAsyncLifetime
{
    private const string Given = "k3Jx9QmP2vLw8RtYz4Bn";

    private readonly ManualTime _time = new();
    private MeteringRoom _room = null!;

    private KeyRing Ring => _room.Get<KeyRing>();

    public async ValueTask InitializeAsync() => _room = await MeteringRoom.OpenAsync(time: _time);

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task Find_knows_a_key_from_the_moment_it_is_made_until_it_is_revoked()
    {
        var issued = await CreateAsync();
        Assert.Equal(new KeyLookup(KeyState.Valid, issued.Key).State, Ring.Find(issued.Reveal()).State);
        Assert.Equal(issued.Key.Id, Ring.Find(issued.Reveal()).Key?.Id);

        await _room.Get<KeyStore>().RevokeAsync("ci", MeteringRoom.Token);

        Assert.Equal(KeyState.Revoked, Ring.Find(issued.Reveal()).State);
        Assert.Equal(issued.Key.Id, Ring.Find(issued.Reveal()).Key?.Id);
    }

    [Fact]
    public async Task FindById_knows_the_states_that_Find_knows()
    {
        var issued = await CreateAsync();
        Assert.Equal(KeyState.Valid, Ring.FindById(issued.Key.Id).State);
        Assert.Equal(KeyState.Unknown, Ring.FindById("key_of_nobody").State);

        await _room.Get<KeyStore>().RevokeAsync("ci", MeteringRoom.Token);

        Assert.Equal(KeyState.Revoked, Ring.FindById(issued.Key.Id).State);
    }

    [Fact]
    public async Task Find_ends_a_key_at_its_expiry()
    {
        var issued = await CreateAsync(_time.GetUtcNow().AddMinutes(1));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(KeyState.Valid, Ring.Find(issued.Reveal()).State);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(KeyState.Expired, Ring.Find(issued.Reveal()).State);
    }

    [Fact]
    public async Task Find_does_not_know_what_is_almost_a_key()
    {
        var key = (await CreateAsync()).Reveal();

        Assert.All(
            ["", " ", key[..^1], key + " ", key + "A", key.ToUpperInvariant(), key + new string('x', 100_000), "\ud800"],
            presented => Assert.Equal(default, Ring.Find(presented)));
    }

    [Fact]
    public void Find_does_not_take_the_beginning_of_a_long_key_for_the_key()
    {
        var longest = string.Concat(Enumerable.Repeat(Given, 26))[..512];
        Ring.AddFixed(FixedKeys.Client, longest);

        Assert.Equal(KeyState.Valid, Ring.Find(longest).State);
        Assert.Equal(KeyState.Unknown, Ring.Find(longest + "x").State);
    }

    [Fact]
    public async Task Find_allocates_nothing()
    {
        var key = (await CreateAsync()).Reveal();
        Ring.Find(key);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Ring.Find(key);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task AddFixed_adds_a_key_that_lives_in_memory_only()
    {
        var client = Ring.AddFixed(FixedKeys.Client, Given);
        var admin = Ring.AddFixed(FixedKeys.Admin, "admin-" + Given);
        await Ring.ReloadAsync(MeteringRoom.Token);

        Assert.Equal((KeyState.Valid, client), (Ring.Find(Given).State, Ring.Find(Given).Key));
        Assert.Equal((false, true), (client.IsAdmin, admin.IsAdmin));
        Assert.Equal("WEIR_KEY", FixedKeys.NameOf(client.Id));
        Assert.Matches("^key_[0-9a-f]{16}$", client.Id);
        Assert.Empty(await _room.Get<KeyStore>().ListAsync(MeteringRoom.Token));
    }

    [Fact]
    public void AddFixed_replaces_the_key_of_the_same_name()
    {
        Ring.AddFixed(FixedKeys.Client, Given);
        Ring.AddFixed(FixedKeys.Client, "another-" + Given);

        Assert.Equal(KeyState.Unknown, Ring.Find(Given).State);
        Assert.Equal(KeyState.Valid, Ring.Find("another-" + Given).State);
    }

    [Fact]
    public void AddFixed_refuses_a_sample_key_without_repeating_it()
    {
        var refusal = Assert.Throws<KeyRefusedException>(() => Ring.AddFixed(FixedKeys.Client, "sk-1234-my-own-key"));

        Assert.StartsWith("WEIR_KEY can't be used.", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1234", refusal.Message + refusal.Action, StringComparison.Ordinal);
    }

    private Task<IssuedKey> CreateAsync(DateTimeOffset? expiresAt = null) =>
        _room.Get<KeyStore>().CreateAsync(new NewKey { Name = "ci", ExpiresAt = expiresAt }, MeteringRoom.Token);
}
