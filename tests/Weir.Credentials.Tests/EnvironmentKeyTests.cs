using Weir.Catalog.Snapshot;

namespace Weir.Credentials.Tests;

public sealed class EnvironmentKeyTests
{
    [Theory]
    [InlineData("google", "GEMINI_API_KEY")]
    [InlineData("openai", "OPENAI_API_KEY")]
    [InlineData("azure", "AZURE_API_KEY")]
    public void Find_LooksAtTheVariablesThatHoldKeys(string provider, string variable)
    {
        Assert.True(SnapshotCatalog.Embedded().TryGetProvider(provider, out var known));
        var found = EnvironmentKey.Find(known, name => name == variable ? " key-0123456789abcdef \n" : null);
        Assert.Equal(variable, found!.Variable);
        Assert.Equal("key-0123456789abcdef", found.Key.Reveal());
    }

    [Theory]
    [InlineData("azure", "AZURE_RESOURCE_NAME", "mine")]
    [InlineData("openai", "OPENAI_API_KEY", "")]
    [InlineData("openai", "OPENAI_API_KEY", "two\nlines")]
    public void Find_WhatIsNoKey_IsNone(string provider, string variable, string value)
    {
        Assert.True(SnapshotCatalog.Embedded().TryGetProvider(provider, out var known));
        Assert.Null(EnvironmentKey.Find(known, name => name == variable ? value : null));
    }
}
