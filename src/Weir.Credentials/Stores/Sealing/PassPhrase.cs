using System.Security.Cryptography;
using System.Text;
using Weir.Credentials.Stores.Files;

namespace Weir.Credentials.Stores.Sealing;

/// <summary>Makes a master key of a pass phrase: PBKDF2 with HMAC-SHA-512, and a random salt that lies in the data folder.</summary>
internal sealed class PassPhrase(string saltFile)
{
    /// <summary>Shorter ones are refused: they could be guessed from the sealed file.</summary>
    public const int ShortestLength = 16;

    // About a fifth of a second of one core.
    private const int Rounds = 210_000;
    private const int SaltSize = 16;

    private readonly Lock _lock = new();
    private (string Text, byte[] Salt, byte[] Key)? _last;

    /// <param name="text">The pass phrase.</param>
    /// <param name="create">Whether a missing salt is made.</param>
    /// <exception cref="CredentialException">The phrase is too short, or the salt is missing or damaged.</exception>
    public byte[] ToKey(string text, bool create)
    {
        if (text.Length < ShortestLength)
        {
            throw new CredentialException(
                CredentialFailure.Misconfigured,
                $"{MasterKeys.Variable} is neither 32 bytes in base64 or hex, nor a pass phrase of at least {ShortestLength} characters.",
                "Make a key by `openssl rand -base64 32`.");
        }

        var salt = Salt(create);
        lock (_lock)
        {
            if (_last is { } last && last.Text == text && last.Salt.AsSpan().SequenceEqual(salt))
            {
                return last.Key;
            }

            var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(text), salt, Rounds, HashAlgorithmName.SHA512, MasterKey.Size);
            _last = (text, salt, key);
            return key;
        }
    }

    private byte[] Salt(bool create)
    {
        if (WholeFile.Read(saltFile) is { } salt)
        {
            return salt.Length == SaltSize ? salt : throw Lost($"'{saltFile}' is damaged");
        }

        if (!create)
        {
            throw Lost($"'{saltFile}' is missing");
        }

        salt = RandomNumberGenerator.GetBytes(SaltSize);
        WholeFile.Replace(saltFile, salt);
        return salt;
    }

    private static CredentialException Lost(string what) => new(
        CredentialFailure.Misconfigured,
        $"{what}, and the pass phrase in {MasterKeys.Variable} makes no key without it.",
        "Restore it from a backup; without it, delete the store's contents and sign in again.");
}
