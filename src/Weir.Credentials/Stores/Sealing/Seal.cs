using System.Security.Cryptography;
using System.Text;

namespace Weir.Credentials.Stores.Sealing;

/// <summary>
/// A secret as ciphertext: format (1 byte, 1), key id (8), nonce (12, random), AES-256-GCM ciphertext, tag (16). Format, key id and the
/// secret's name are checked along, so that an entry can't be put in the place of another.
/// </summary>
internal static class Seal
{
    private const byte Format = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeadSize = 1 + MasterKey.IdSize;
    private const int Overhead = HeadSize + NonceSize + TagSize;

    public static byte[] Close(MasterKey key, string name, ReadOnlySpan<byte> secret)
    {
        var result = new byte[Overhead + secret.Length];
        result[0] = Format;
        key.IdBytes.CopyTo(result.AsSpan(1));
        var nonce = result.AsSpan(HeadSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.SealingKey, TagSize);
        aes.Encrypt(
            nonce, secret, result.AsSpan(HeadSize + NonceSize, secret.Length), result.AsSpan(result.Length - TagSize), Bound(result, name));
        return result;
    }

    /// <exception cref="CredentialException">Another key sealed it, or it was changed or moved since.</exception>
    public static byte[] Open(MasterKeySet keys, string name, ReadOnlySpan<byte> closed)
    {
        if (closed.Length < Overhead || closed[0] != Format)
        {
            throw Damaged(name, null);
        }

        var key = KeyOf(keys, closed) ?? throw WrongKey(keys, closed);
        var secret = new byte[closed.Length - Overhead];
        try
        {
            using var aes = new AesGcm(key.SealingKey, TagSize);
            aes.Decrypt(
                closed.Slice(HeadSize, NonceSize), closed.Slice(HeadSize + NonceSize, secret.Length), closed[^TagSize..], secret, Bound(closed, name));
            return secret;
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw Damaged(name, e);
        }
    }

    /// <summary>The key that closed it; null when it is none of ours.</summary>
    public static MasterKey? KeyOf(MasterKeySet keys, ReadOnlySpan<byte> closed) =>
        closed.Length < Overhead ? null : keys.Find(closed.Slice(1, MasterKey.IdSize));

    /// <summary>Refuses to go on when another key closed it: a store never holds secrets of two keys, but for a rotation.</summary>
    public static void CheckKey(MasterKeySet keys, ReadOnlySpan<byte> closed)
    {
        if (closed.Length >= Overhead && KeyOf(keys, closed) is null)
        {
            throw WrongKey(keys, closed);
        }
    }

    private static byte[] Bound(ReadOnlySpan<byte> closed, string name) => [.. closed[..HeadSize], .. Encoding.UTF8.GetBytes(name)];

    private static CredentialException WrongKey(MasterKeySet keys, ReadOnlySpan<byte> closed) => new(
        CredentialFailure.Misconfigured,
        $"The master key is the wrong one: the secrets were sealed with key {Convert.ToHexStringLower(closed.Slice(1, MasterKey.IdSize))}, "
            + $"and the one from {keys.Sealing.Source} is {keys.Sealing.Id}.",
        $"Set {MasterKeys.Variable} to the key that sealed them, or put back the key file; without it, delete the store's contents and sign in again.");

    private static CredentialException Damaged(string name, Exception? inner) => new(
        CredentialFailure.Misconfigured,
        $"The sealed secret '{name}' is damaged: it was changed since Weir wrote it.",
        "Restore the store from a backup, or delete this credential and sign in again.",
        inner);
}
