namespace Weir.Credentials.Stores;

/// <summary>What every store asks of a secret's name.</summary>
internal static class SecretNames
{
    public const int LongestName = 200;

    public static void Check(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, LongestName, nameof(name));
    }
}
