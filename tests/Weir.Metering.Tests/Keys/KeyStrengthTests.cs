using Weir.Metering.Keys;

namespace Weir.Metering.Tests.Keys;

public sealed class KeyStrengthTests
{
    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData("k3Jx9QmP2vLw", "fewer than 16")]
    [InlineData("changeme", "sample")]
    [InlineData("CHANGE-ME-CHANGE-ME-CHANGE-ME", "sample")]
    [InlineData("sk-1234", "sample")]
    [InlineData("sk-1234567890abcdefghij", "sample")]
    [InlineData("test", "sample")]
    [InlineData("your-key-here", "sample")]
    [InlineData("<your_api_key_goes_here>", "sample")]
    [InlineData("password-password-1", "sample")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "repeats")]
    [InlineData("0101010101010101010101010101", "repeats")]
    [InlineData("k3Jx 9QmP2vLw8RtYz4", "spaces")]
    [InlineData("k3Jx9QmP2vLwü8RtYz4", "spaces")]
    public void Check_refuses_weak_keys_and_says_why(string? key, string reason) =>
        Assert.Contains(reason, KeyStrength.Check(key), StringComparison.Ordinal);

    [Theory]
    [InlineData("k3Jx9QmP2vLw8RtYz4Bn")]
    [InlineData("4f7c0d1ee2a94be0b9f0a4d6c1e8375512")]
    [InlineData("weir-accept-7Hq2LmZ9xKf4TbR8")]
    public void Check_lets_random_keys_through(string key) => Assert.Null(KeyStrength.Check(key));

    [Fact]
    public void Check_lets_Weirs_own_keys_through() =>
        Assert.All(Enumerable.Range(0, 2000), i => Assert.Null(KeyStrength.Check(KeyGenerator.NewKey(isAdmin: i % 2 == 0))));

    [Fact]
    public void Check_refuses_a_key_that_no_lookup_would_find() =>
        Assert.Contains("more than 512", KeyStrength.Check(string.Concat(Enumerable.Repeat("k3Jx9QmP2vLw", 50))), StringComparison.Ordinal);
}
