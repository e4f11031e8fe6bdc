namespace Weir.Credentials.Tests.Refresh;

/// <summary>Waits for what happens in the background.</summary>
internal static class Eventually
{
    public static async Task Async(Func<Task<bool>> isTrue)
    {
        var end = DateTime.UtcNow.AddSeconds(20);
        while (!await isTrue())
        {
            Assert.True(DateTime.UtcNow < end, "It did not come about within 20 seconds.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
