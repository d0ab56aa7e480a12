window.YTD.follower.part0 = [
  {"follower": {"accountId": "1001", "userLink": "https://example.com/intent/user?user_id=1001&made-up"}},
  {"follower": {"accountId": "1002", "userLink": "https://example.com/intent/user?user_id=1002"}},
  {"follower": {"accountId": "1003", "userLink": "https://example.com/intent/user?user_id=1003"}},
  {"follower": {"accountId": "1004", "userLink": "https://example.com/intent/user?user_id=1004"}},
  {"follower": {"accountId": "1005", "userLink": "https://example.com/intent/user?user_id=1005"}}
]
