using System.Security.Cryptography;
using Weir.Credentials.Stores.Sealing;

namespace Weir.Credentials.Tests.Stores;

public sealed class MasterKeyTests : IDisposable
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(200, 32).Select(i => (byte)i)];

    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Hex_and_base64_of_32_bytes_are_the_key()
    {
        var base64 = Convert.ToBase64String(Bytes);

        Assert.Equal(Bytes, MasterKey.Decode(Convert.ToHexString(Bytes)));
        Assert.Equal(Bytes, MasterKey.Decode(Convert.ToHexStringLower(Bytes)));
        Assert.Equal(Bytes, MasterKey.Decode(base64));
        Assert.Equal(Bytes, MasterKey.Decode(base64.TrimEnd('=').Replace('+', '-').Replace('/', '_')));
    }

    [Theory]
    [InlineData("")]
    [InlineData("correct horse battery staple")]
    [InlineData("00112233")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Anything_else_is_no_key(string text) => Assert.Null(MasterKey.Decode(text));

    [Fact]
    public void The_id_tells_keys_apart_and_nothing_else()
    {
        var key = new MasterKey(Bytes, "here");

        Assert.Equal(16, key.Id.Length);
        Assert.Equal(key.Id, new MasterKey(Bytes, "there").Id);
        Assert.NotEqual(key.Id, MasterKey.Create("here").Id);
        Assert.DoesNotContain(Convert.ToHexStringLower(Bytes)[..8], key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_write_makes_a_key_file_that_only_its_owner_may_open()
    {
        var store = _folder.FileStore();
        Assert.Null(await store.ReadAsync("a", Token));
        Assert.False(File.Exists(_folder.PathOf("secrets.key")));

        await store.WriteAsync("a", new byte[] { 1 }, Token);

        Assert.Equal(32, Convert.FromBase64String(await File.ReadAllTextAsync(_folder.PathOf("secrets.key"), Token)).Length);
        Assert.Empty(_folder.Data.FindExposed());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task A_key_file_that_others_may_open_is_refused(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        Chmod(mode);

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));

        Assert.Equal(CredentialFailure.Misconfigured, failure.Kind);
        Assert.Contains($"chmod 600 '{_folder.PathOf("secrets.key")}'", failure.Action, StringComparison.Ordinal);
        Assert.NotNull(await _folder.FileStore().ProblemAsync(Token));
    }

    [Fact]
    public async Task A_key_in_the_environment_needs_no_file()
    {
        _folder.Environment[MasterKeys.Variable] = Convert.ToBase64String(Bytes);
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);

        Assert.Equal([1], await _folder.FileStore().ReadAsync("a", Token));
        Assert.False(File.Exists(_folder.PathOf("secrets.key")));
        Assert.False(File.Exists(_folder.PathOf("secrets.salt")));
    }

    [Fact]
    public async Task A_pass_phrase_goes_through_PBKDF2_with_a_stored_salt()
    {
        const string phrase = "correct horse battery staple";
        _folder.Environment[MasterKeys.Variable] = phrase;
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        var salt = await File.ReadAllBytesAsync(_folder.PathOf("secrets.salt"), Token);
        var derived = Rfc2898DeriveBytes.Pbkdf2(phrase, salt, 210_000, HashAlgorithmName.SHA512, 32);

        Assert.Equal([1], await _folder.FileStore().ReadAsync("a", Token));
        _folder.Environment[MasterKeys.Variable] = Convert.ToHexString(derived);
        Assert.Equal([1], await _folder.FileStore().ReadAsync("a", Token));
        _folder.Environment[MasterKeys.Variable] = "another horse battery staple";
        await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));
    }

    [Fact]
    public async Task A_pass_phrase_without_its_salt_says_so()
    {
        _folder.Environment[MasterKeys.Variable] = "correct horse battery staple";
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        File.Delete(_folder.PathOf("secrets.salt"));

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));

        Assert.Contains("secrets.salt' is missing", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_pass_phrase_is_refused_without_being_quoted()
    {
        _folder.Environment[MasterKeys.Variable] = "hunter2";

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token));

        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("openssl rand", failure.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_key_file_says_so()
    {
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        await File.WriteAllTextAsync(_folder.PathOf("secrets.key"), "nonsense", Token);

        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));

        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_key_file_is_missed_and_not_made_anew()
    {
        await _folder.FileStore().WriteAsync("a", new byte[] { 1 }, Token);
        File.Delete(_folder.PathOf("secrets.key"));

        await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().ReadAsync("a", Token));
        await Assert.ThrowsAsync<CredentialException>(async () => await _folder.FileStore().WriteAsync("b", new byte[] { 1 }, Token));
        Assert.False(File.Exists(_folder.PathOf("secrets.key")));
    }

    private void Chmod(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.PathOf("secrets.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
        }
    }
}
