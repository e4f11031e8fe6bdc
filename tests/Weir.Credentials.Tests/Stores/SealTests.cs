using System.Text;
using Weir.Credentials.Stores.Sealing;

namespace Weir.Credentials.Tests.Stores;

public sealed class SealTests
{
    private static readonly byte[] Secret = "sk-planted-5f1c0a7e9b3d4c2f"u8.ToArray();

    private readonly MasterKey _key = MasterKey.Create("the key file");

    [Fact]
    public void What_was_closed_opens()
    {
        var closed = Seal.Close(_key, "a", Secret);

        Assert.Equal(Secret, Seal.Open(new MasterKeySet(_key), "a", closed));
        Assert.Equal(-1, closed.AsSpan().IndexOf(Secret.AsSpan(0, 8)));
    }

    [Fact]
    public void Every_closing_has_a_nonce_of_its_own()
    {
        var nonces = Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(Seal.Close(_key, "a", Secret).AsSpan(9, 12))).Distinct();

        Assert.Equal(1000, nonces.Count());
    }

    [Fact]
    public void Any_changed_bit_is_found_and_nothing_of_the_secret_told()
    {
        var keys = new MasterKeySet(_key);
        var closed = Seal.Close(_key, "a", Secret);
        for (var bit = 0; bit < closed.Length * 8; bit++)
        {
            var tampered = closed.ToArray();
            tampered[bit / 8] ^= (byte)(1 << (bit % 8));

            var failure = Assert.Throws<CredentialException>(() => Seal.Open(keys, "a", tampered));
            Assert.Equal(CredentialFailure.Misconfigured, failure.Kind);
            Assert.DoesNotContain("sk-", failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_missing_end_is_found()
    {
        var closed = Seal.Close(_key, "a", Secret);
        for (var length = 0; length < closed.Length; length++)
        {
            Assert.Throws<CredentialException>(() => Seal.Open(new MasterKeySet(_key), "a", closed.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData("b")]
    [InlineData("A")]
    [InlineData("a ")]
    public void Under_another_name_it_does_not_open(string name)
    {
        var failure = Assert.Throws<CredentialException>(() => Seal.Open(new MasterKeySet(_key), name, Seal.Close(_key, "a", Secret)));

        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_key_is_called_the_wrong_key()
    {
        var other = MasterKey.Create("WEIR_MASTER_KEY (environment)");

        var failure = Assert.Throws<CredentialException>(() => Seal.Open(new MasterKeySet(other), "a", Seal.Close(_key, "a", Secret)));

        Assert.Contains("master key is the wrong one", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_key.Id, failure.Message, StringComparison.Ordinal);
        Assert.Contains(other.Id, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_retiring_key_still_opens()
    {
        var next = MasterKey.Create("next");

        Assert.Equal(Secret, Seal.Open(new MasterKeySet(next, _key), "a", Seal.Close(_key, "a", Secret)));
        Assert.Equal(Secret, Seal.Open(new MasterKeySet(next, _key), "a", Seal.Close(next, "a", Secret)));
    }

    [Fact]
    public void The_format_is_what_is_written_down()
    {
        // Made by another implementation of HKDF and AES-GCM, and fixed, so that a change of the format or of how keys are derived shows: what is on disk must open in every later version.
        var key = new MasterKey(Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"), "test");
        var closed = Convert.FromBase64String(Written);

        Assert.Equal("secret", Encoding.ASCII.GetString(Seal.Open(new MasterKeySet(key), "connection/openai", closed)));
    }

    private const string Written = "AdUGKr2si/yDAAECAwQFBgcICQoLimJt+q3cevtFiK0L3TLzPn6XeVyBHA==";
}
