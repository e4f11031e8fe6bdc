namespace Weir.Credentials.Tests;

public sealed class SecretTests
{
    [Fact]
    public void ItsText_IsMasked()
    {
        var secret = new Secret("sk-proj-0123456789abcdefvX2Q");
        Assert.Equal("sk-...vX2Q", secret.ToString());
        Assert.Equal("sk-...vX2Q", $"{secret}");
        Assert.Equal("sk-proj-0123456789abcdefvX2Q", secret.Reveal());
    }

    [Fact]
    public void AShortOne_ShowsNothing() => Assert.Equal("...", new Secret("short").ToString());
}
